/** Makes the pictures of docs/console.md from the screenshots of the tests: smaller, and as WebP. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { launch, shots } from './browser.mjs';

const PICTURES = { 'map-running': 'console-map', failure: 'console-failure', 'iterator-timeline': 'console-timeline', drawn: 'console-editor', 'test-state': 'console-test' };
const WIDTH = 1080;
const folder = '../docs/images';

mkdirSync(folder, { recursive: true });
const browser = await launch();
const page = await browser.newPage();
for (const [from, to] of Object.entries(PICTURES)) {
  const png = readFileSync(`${shots}/${from}.png`).toString('base64');
  const url = await page.evaluate(
    async ([data, width]) => {
      const image = new Image();
      image.src = `data:image/png;base64,${data}`;
      await image.decode();
      const canvas = document.createElement('canvas');
      canvas.width = width;
      canvas.height = Math.round((image.height / image.width) * width);
      const context = canvas.getContext('2d');
      context.imageSmoothingQuality = 'high';
      context.drawImage(image, 0, 0, canvas.width, canvas.height);
      return canvas.toDataURL('image/webp', 0.85);
    },
    [png, WIDTH],
  );
  writeFileSync(`${folder}/${to}.webp`, Buffer.from(url.split(',')[1], 'base64'));
}
await browser.close();
