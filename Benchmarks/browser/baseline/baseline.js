// What a page without a renderer of its own does: 36 images whose addresses are swapped, or all images of a plane.
const address = ({ path, version }) =>
  `/thumbnails/${path.split('/').map(encodeURIComponent).join('/')}?v=${encodeURIComponent(version)}&size=128`;
const read = async (query) => (await fetch(`/api/training-runs/${query}`)).json();
const columns = (count) => document.documentElement.style.setProperty('--columns', count);

async function flip() {
  columns(6);
  const grid = await read('flip/grid?x=cfg&y=prompt_name&slider=checkpoint');
  const cells = grid.cells.flat();
  const images = cells.map(() => document.body.appendChild(new Image()));
  let at = 0;
  const show = (position) => {
    at = position;
    images.forEach((image, index) => (image.src = address(grid.images[cells[index][position]])));
    return Promise.all(images.map((image) => image.decode().catch(() => {})));
  };
  window.step = () => show((at + 1) % grid.slider.values.length);
  for (let position = 0; position < grid.slider.values.length; position += 1) await show(position);
  window.ready = true;
}

async function plane() {
  columns(200);
  // 200 × 20 of the 200 × 500: with all hundred thousand the browser does not come to an end.
  const grid = await read('plane/grid?x=x&y=y&y_from=0&y_count=20');
  const images = grid.cells.flat(2).map((index) => Object.assign(new Image(), { loading: 'lazy', src: address(grid.images[index]) }));
  document.body.append(...images);
}

addEventListener('load', location.search === '?plane' ? plane : flip);
