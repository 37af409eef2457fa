"""Writes the seeds of the fuzzer: one small example of each form that a reader knows."""

import base64
import json
import pathlib
import struct
import zlib

HERE = pathlib.Path(__file__).parent / "corpus"

A1111 = """portrait of sks person, <lora:sks_person-000008:0.8> soft light
Negative prompt: lowres,
bad hands
Steps: 30, Sampler: DPM++ 2M, Schedule type: Karras, CFG scale: 7, Seed: 42, Size: 832x1216, Model hash: 1f2e, \
Model: base_xl, Lora hashes: "sks_person-000008: 9f8e, detail: 0011", Hashes: {"model": "aa"}, Version: v1.9.4"""

GRAPH = {
    "3": {"class_type": "KSampler", "inputs": {"seed": ["40", 0], "steps": 25, "cfg": 8.0, "sampler_name": "euler",
          "scheduler": "normal", "model": ["10", 0], "positive": ["6", 0], "negative": ["7", 0], "latent_image": ["5", 0]}},
    "4": {"class_type": "CheckpointLoaderSimple", "inputs": {"ckpt_name": "sdxl\\base_xl.safetensors"}},
    "5": {"class_type": "EmptyLatentImage", "inputs": {"width": 1024, "height": 768, "batch_size": 1}},
    "6": {"class_type": "CLIPTextEncode", "inputs": {"text": "a lighthouse", "clip": ["10", 1]}},
    "7": {"class_type": "CLIPTextEncode", "inputs": {"text": "people", "clip": ["10", 1]}},
    "8": {"class_type": "VAEDecode", "inputs": {"samples": ["3", 0], "vae": ["4", 2]}},
    "9": {"class_type": "SaveImage", "inputs": {"filename_prefix": "image", "images": ["8", 0]}, "is_changed": [float("nan")]},
    "10": {"class_type": "LoraLoader", "inputs": {"lora_name": "run-000010.safetensors", "strength_model": 0.8,
           "strength_clip": 1.0, "model": ["4", 0], "clip": ["4", 1]}},
    "40": {"class_type": "PrimitiveInt", "inputs": {"value": 18446744073709551615}},
}  # fmt: skip

NAMES = """sks_v2_e000010_00_20240512093015_42.png
wan_000200_00_20250301120000_000.png
1763563000703__000004000_0.jpg
2024-05-12_09-30-15-training-sample-500-2-100.jpg
step_500_user_library_cat_0_1024x1024.png
index=5&prompt_name=portal%20hub&seed=422&cfg=3&_00001_.png
compare-prompt-diff-x4_00048_.png
00003-42-a red bicycle.png
xyz_grid-0001-42.png
2024-05-01_10-11-12_1234.png
0a1b2c3d-0000-4000-8000-123456789abc.png
X-step00004500.safetensors
2024-05-12_09-45-00-save-500-2-100.safetensors
step_00000100""".splitlines()

YAML = """config:
  name: my_lora
  process:
  - type: sd_trainer
    datasets:
    - resolution: [512, 768]
    sample:
      guidance_scale: 3.5
      neg: ''
      prompts:
      - woman with red hair, playing chess,
        more text
      - 'a sign: ''hello'''
      - "tab\\tand \\u00e9
        \\ folded"
      seed: 42
      walk_seed: true
"""

PROMPTS = """# comment
a fox --n blurry --w 1024 --h 768 --d 42 --s 28 --l 5 --g 3.5
a cat
"""


GRID = {
    "title": "g",
    "axes": [
        {"id": "cfgscale", "values": [{"key": "4", "title": "4", "params": {"cfgscale": "4"}}]},
        {"id": "prompt", "values": [{"key": "a_cat", "title": "a cat"}, {"key": "b", "title": "b"}]},
    ],
}

CONFIG = r"""root = "~/samples"
port = 8080
checkpoint_dirs = ["a", "b"]
[watch]
mode = "poll"
poll_seconds = 5
[access]
token = "secret"
allowed_hosts = ["box"]
[[training_runs]]
name = "run"
pattern = '^run/.+'
  [[training_runs.dimensions]]
  name = "step"
  type = "int"
  pattern = '-steps-(\d+)-'
"""

REQUESTS = """/api/training-runs/run/grid?x=cfg&y=seed&filter.prompt=a%20b&x_from=0&x_count=2
/api/training-runs/run/images?limit=2&cursor=AA
/api/training-runs/r%2Fun?x=+&y=%zz
http://[::1]:80/api/presets?training_run_id=run
/images/run/cfg=1&seed=7.png?v=1
/thumbnails/run/cfg=1&seed=7.png?size=128
/index.html
/../../etc/passwd
*""".splitlines()

LOG = b"""<html><!--fooocus-log-split--><div id="a_1_png" class="image-container"><hr><table><tr><td>a_1.png</td></tr></table>
<button onclick="to_clipboard('%7B%22seed%22%3A%225%22%2C%22base_model%22%3A%22m%22%2C%22guidance_scale%22%3A4%7D')">Copy</button></div>"""

# 8 x 8 pixels each.
JPEG = """
/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDABsSFBcUERsXFhceHBsgKEIrKCUlKFE6PTBCYFVlZF9VXVtqeJmBanGQc1tdhbWGkJ6jq62rZ4C8ybqm
x5moq6T/2wBDARweHigjKE4rK06kbl1upKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKT/wAARCAAIAAgD
ASIAAhEBAxEB/8QAFQABAQAAAAAAAAAAAAAAAAAAAAT/xAAUEAEAAAAAAAAAAAAAAAAAAAAA/8QAFQEBAQAAAAAAAAAAAAAAAAAAAAX/xAAUEQEA
AAAAAAAAAAAAAAAAAAAA/9oADAMBAAIRAxEAPwCMAV3/2Q=="""
WEBP = "UklGRh4AAABXRUJQVlA4TBEAAAAvB8ABAAdQjyJXq/+BiOh/AAA="


def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png(*chunks, late=()):
    header = chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0))
    pixels = chunk(b"IDAT", zlib.compress(b"\0\1\2\3"))
    return b"\x89PNG\r\n\x1a\n" + header + b"".join(chunks) + pixels + b"".join(late) + chunk(b"IEND", b"")


def picture(width, height, colour, channels, bits=8, interlace=0):
    """Rows of all filters."""
    row = (width * channels * bits + 7) // 8
    rows = b"".join(bytes([y % 5]) + bytes((x * 7 + y) % 256 for x in range(row)) for y in range(height))
    header = struct.pack(">IIBBBBB", width, height, bits, colour, 0, 0, interlace)
    palette = chunk(b"PLTE", bytes(range(48))) if colour == 3 else b""
    start = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + palette
    return start + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


def tiff(value, tag=0x9286, order=">"):
    start = (b"MM" if order == ">" else b"II") + struct.pack(order + "HI", 42, 8)
    first = struct.pack(order + "HHHIII", 1, 0x8769, 4, 1, 26, 0)
    second = struct.pack(order + "HHHIII", 1, tag, 7, len(value), 44, 0)
    return start + first + second + value


def jpeg(exif):
    block = b"Exif\0\0" + exif
    frame = b"\xff\xc0" + struct.pack(">HBHHB", 11, 8, 8, 8, 1) + b"\1\x11\0"
    return b"\xff\xd8\xff\xe1" + struct.pack(">H", len(block) + 2) + block + frame + b"\xff\xda\0\2\0\xff\xd9"


def webp(exif):
    def part(name, data):
        return name + struct.pack("<I", len(data)) + data + b"\0" * (len(data) % 2)

    body = (
        b"WEBP"
        + part(b"VP8X", bytes([8, 0, 0, 0, 7, 0, 0, 7, 0, 0]))
        + part(b"VP8L", b"\x2f\7\xc0\1\0")
        + part(b"EXIF", exif)
    )
    return b"RIFF" + struct.pack("<I", len(body)) + body


def safetensors(metadata):
    header = json.dumps(
        {
            "__metadata__": metadata,
            "a": {"dtype": "F16", "shape": [1], "data_offsets": [0, 2]},
        }
    ).encode()
    return struct.pack("<Q", len(header)) + header + b"\0\0"


def edited(text, is_graph, *edits):
    """A text and edits of it, each a place's words and what stands there instead."""
    head = bytes([is_graph | len(edits) << 1])
    places = b"".join(struct.pack(">HBB", text.index(old), len(old), len(new)) + new for old, new in edits)
    return head + places + text


def main():
    text = A1111.encode()
    graph = json.dumps(GRAPH).encode()
    comment = b"UNICODE\0" + A1111.encode("utf-16-be")
    compressed = b"parameters\0\0" + zlib.compress(text)
    kohya = {
        "ss_output_name": "sks",
        "ss_epoch": "8",
        "ss_steps": "1200",
        "ss_tag_frequency": '{"a": {"b": 1}}',
    }
    toolkit = {"training_info": '{"step": 4000, "epoch": 26}'}
    texts = png(
        chunk(b"tEXt", b"parameters\0" + text),
        chunk(b"zTXt", compressed),
        chunk(b"eXIf", tiff(comment)),
    )
    late = png(late=[chunk(b"iTXt", b"prompt\0\1\0\0\0" + zlib.compress(graph))])
    seeds = {
        "name": [name.encode() for name in NAMES] + [b"caf\xe9%41&a=%C3%A9.png"],
        "a1111": [text, b"a: b, c: d, e: f", b"x\nSteps: 1, Seed: 2, Size: 3x4, Script: X/Y/Z plot, X Type: Seed"],
        "comfy": [graph, b'{"nodes":[{"type":"KSampler","widgets_values":[1,"fixed",20,8,"euler","normal",1]}]}'],
        "pattern": [edited(text, False, (b"42", b"43"), (b"soft", b"hard")), edited(text, False, (b" 7", b" 3.5")),
                    edited(graph, True, (b"18446744073709551615", b"7"), (b"a lighthouse", b"two boats")),
                    edited(graph, True, (b"25", b"8"), (b"8.0", b"7"), (b"euler", b"ddim"))],
        "png": [texts, late],
        "exif": [tiff(comment), tiff(b"ASCII\0\0\0" + text, order="<"), tiff(b"prompt:" + graph, tag=0x010F)],
        "image": [texts, late, jpeg(tiff(comment)), webp(tiff(comment))],
        "safetensors": [safetensors(kohya), safetensors(toolkit)],
        "companions": [YAML.encode(), PROMPTS.encode(), text, json.dumps(["a --d 1", {"prompt": "b", "seed": 2}]).encode(),
                       b"rawData = " + json.dumps(GRID).encode(), LOG,
                       b'{"config":{"process":[{"sample":{"samples":[{"prompt":"[trigger]","seed":7}],"walk_seed":true,"seed":1}}]}}'],
        "pixels": [picture(9, 7, 0, 1), picture(5, 9, 2, 3), picture(6, 6, 4, 2), picture(7, 5, 6, 4),
                   picture(9, 3, 3, 1, bits=4), picture(4, 4, 2, 3, bits=16)],
        "jpeg": [base64.b64decode(JPEG)],
        "webp": [base64.b64decode(WEBP)],
        "config": [CONFIG.encode(), b"port = 70000\nx = [[", b"[[training_runs]]\npattern = '('"],
        "request": [text.encode() for text in REQUESTS] + [b"/images/run/cfg=1&seed=7.png\nbytes=0-4\n\"a\", W/\"b\""],
    }  # fmt: skip
    for target, values in seeds.items():
        folder = HERE / target
        folder.mkdir(parents=True, exist_ok=True)
        for index, value in enumerate(values):
            (folder / f"seed-{index}").write_bytes(value)


if __name__ == "__main__":
    main()
