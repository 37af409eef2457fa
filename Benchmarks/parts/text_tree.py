"""100,000 PNGs with text as generators write them, for the benchmark of reading text.

Of ten files five carry A1111's parameters (0.9 KB), four ComfyUI's prompt and workflow (2 and 8 KB), and one a larger
ComfyUI graph (4 and 17 KB) whose workflow goes beyond the first 16 KB of the file. As in a real folder of samples every file
has a seed of its own and many have their own prompt, and the rest is the same: a scan may win by knowing it again. What
a scan costs where that helps nothing is measured with texts of which no two have even their parts in the same order.
"""

import json
import random
import struct
import zlib

IMAGES = 100_000
FOLDERS = 20
SIGNATURE = b"\x89PNG\r\n\x1a\n"
SUBJECTS = ["lighthouse in snow", "fox asleep in tall grass", "market street at dusk", "glass teapot on linen"]
STYLES = "85mm photograph, soft morning light, shallow depth of field, muted colours, fine grain, intricate detail"
NEGATIVE = "lowres, bad anatomy, bad hands, extra fingers, cropped, worst quality, jpeg artifacts, signature, watermark"


def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def text_chunk(keyword, text):
    return chunk(b"tEXt", keyword.encode("ascii") + b"\0" + text.encode("latin-1"))


def prompt_of(index):
    subject = SUBJECTS[index % len(SUBJECTS)]
    return f"(masterpiece:1.2), a {subject}, {STYLES}, variation {index % 64}"


def a1111(index, seed):
    """What A1111 1.10 writes, with a LoRA whose epoch is what is compared."""
    return (
        f"{prompt_of(index)}, {STYLES}, <lora:sks_person-{1 + index % 12:06d}:0.8>\n"
        f"Negative prompt: {NEGATIVE}, {NEGATIVE}\n"
        f"Steps: {20 + index % 3 * 10}, Sampler: DPM++ 2M, Schedule type: Karras, CFG scale: {3 + index % 5}, "
        f"Seed: {seed}, Size: 832x1216, Model hash: 1f2e3d4c5b, Model: base_xl, VAE hash: 63aeecb90f, "
        "VAE: sdxl_vae.safetensors, Denoising strength: 0.4, Clip skip: 2, Hires upscale: 1.5, Hires steps: 12, "
        'Hires upscaler: 4x-UltraSharp, Lora hashes: "sks_person: 9f8e7d6c5b4a", Version: v1.10.1'
    )


def comfy_prompt(index, seed, branches):
    """The API graph: a LoRA on a checkpoint, two texts, a sampler, and `branches` further image-to-image passes."""
    graph = {
        "4": node("CheckpointLoaderSimple", ckpt_name="sdxl\\base_xl.safetensors"),
        "10": node("LoraLoader", lora_name=f"sks_person-{1 + index % 12:06d}.safetensors", strength_model=0.8,
                   strength_clip=1.0, model=["4", 0], clip=["4", 1]),
        "11": node("ModelSamplingDiscrete", sampling="eps", zsnr=False, model=["10", 0]),
        "12": node("CLIPSetLastLayer", stop_at_clip_layer=-2, clip=["10", 1]),
        "5": node("EmptyLatentImage", width=832, height=1216, batch_size=1),
        "6": node("CLIPTextEncode", text=prompt_of(index) + ", " + STYLES, clip=["12", 0]),
        "7": node("CLIPTextEncode", text=NEGATIVE, clip=["12", 0]),
        "3": node("KSampler", seed=seed, steps=20 + index % 3 * 10, cfg=float(3 + index % 5),
                  sampler_name="dpmpp_2m", scheduler="karras", denoise=1.0, model=["11", 0], positive=["6", 0],
                  negative=["7", 0], latent_image=["5", 0]),
    }  # fmt: skip
    latent = "3"
    for branch in range(branches):
        scale, sampler = str(20 + 2 * branch), str(21 + 2 * branch)
        graph[scale] = node("LatentUpscaleBy", upscale_method="nearest-exact", scale_by=1.25, samples=[latent, 0])
        graph[sampler] = node("KSampler", seed=seed + branch + 1, steps=12, cfg=5.0, sampler_name="dpmpp_2m_sde",
                              scheduler="karras", denoise=0.45, model=["11", 0], positive=["6", 0],
                              negative=["7", 0], latent_image=[scale, 0])  # fmt: skip
        latent = sampler
    graph["8"] = node("VAEDecode", samples=[latent, 0], vae=["4", 2])
    graph["9"] = node("SaveImage", filename_prefix="ComfyUI", images=["8", 0])
    return graph


def node(class_type, **inputs):
    return {"inputs": inputs, "class_type": class_type, "_meta": {"title": class_type}}


def comfy_workflow(prompt):
    """The editor's own graph of the same nodes: places, sizes, slots and widgets."""
    nodes, links = [], []
    for order, (name, content) in enumerate(prompt.items()):
        inputs, widgets = [], []
        for key, value in content["inputs"].items():
            if isinstance(value, list):
                links.append([len(links) + 1, int(value[0]), value[1], int(name), len(inputs), key.upper()])
                inputs.append({"localized_name": key, "name": key, "type": key.upper(), "link": len(links)})
            else:
                widgets.append(value)
                inputs.append({"localized_name": key, "name": key, "type": type(value).__name__.upper(),
                               "widget": {"name": key}, "link": None})  # fmt: skip
        nodes.append({
            "id": int(name), "type": content["class_type"], "pos": [312.5 + 330 * order, 186.0 + 17 * order],
            "size": [315.0, 262.0], "flags": {}, "order": order, "mode": 0, "inputs": inputs,
            "outputs": [{"localized_name": "out", "name": "out", "type": "*", "slot_index": 0, "links": [1]}],
            "properties": {"cnr_id": "comfy-core", "ver": "0.3.40", "Node name for S&R": content["class_type"]},
            "widgets_values": widgets,
        })  # fmt: skip
    return {
        "id": "7d5f2f5e-6a52-4c39-9c3f-0a4d8be1a001", "revision": 0, "last_node_id": 64, "last_link_id": len(links),
        "nodes": nodes, "links": links, "groups": [], "config": {}, "version": 0.4,
        "extra": {"ds": {"scale": 0.79, "offset": [-210.4, 96.1]}, "frontendVersion": "1.21.7"},
    }  # fmt: skip


def texts(index, seed):
    """The text chunks of one file."""
    if index % 10 < 5:
        return text_chunk("parameters", a1111(index, seed))
    prompt = comfy_prompt(index, seed, branches=4 if index % 10 == 9 else 0)
    return text_chunk("prompt", json.dumps(prompt)) + text_chunk("workflow", json.dumps(comfy_workflow(prompt)))


def a1111_texts(index, seed):
    """The text chunks of one file of a tree that A1111 wrote alone."""
    return text_chunk("parameters", a1111(index, seed))


def unlike_texts(index, seed):
    """The same texts, with the pairs of a line, the nodes of a graph and their names in an order of each file's own."""
    chance = random.Random(seed)
    if index % 10 < 5:
        words, _, line = a1111(index, seed).rpartition("\n")
        steps, *pairs = line.split(", ")
        chance.shuffle(pairs)
        return text_chunk("parameters", ", ".join([f"{words}\n{steps}", *pairs]))
    prompt = comfy_prompt(index, seed, branches=4 if index % 10 == 9 else 0)
    names = dict(zip(prompt, map(str, chance.sample(range(1, 1000), len(prompt))), strict=True))
    graph = [(names[name], linked(content, names)) for name, content in prompt.items()]
    chance.shuffle(graph)
    return text_chunk("prompt", json.dumps(dict(graph))) + text_chunk("workflow", json.dumps(comfy_workflow(prompt)))


def linked(content, names):
    """A node whose links have the new names of the nodes they lead to."""
    inputs = {
        key: [names[value[0]], value[1]] if isinstance(value, list) else value
        for key, value in content["inputs"].items()
    }
    return {**content, "inputs": inputs}


def make_tree(root, images=IMAGES, texts=texts):
    """Folders of PNGs, each text before pixels that fill 40 KB; the pixels are never read."""
    pixels = chunk(b"IDAT", zlib.compress(random.Random(1).randbytes(40_000), 0))
    head = SIGNATURE + chunk(b"IHDR", struct.pack(">IIBBBBB", 832, 1216, 8, 2, 0, 0, 0))
    end = chunk(b"IEND", b"")
    seeds = random.Random(2)
    for index in range(images):
        folder = root / f"2024-05-{1 + index % FOLDERS:02d}"
        if index < FOLDERS:
            folder.mkdir(parents=True)
        seed = seeds.getrandbits(48)
        name = f"{index:05d}-{seed}.png" if index % 10 < 5 else f"ComfyUI_{index:05d}_.png"
        (folder / name).write_bytes(head + texts(index, seed) + pixels + end)
