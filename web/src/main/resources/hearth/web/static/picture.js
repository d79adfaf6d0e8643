// Shows how a chosen picture will be cut, before it is sent to the box. The box cuts it itself.

const field = document.getElementById('picture');
const preview = document.getElementById('picture-preview');
const canvas = preview.querySelector('canvas');

async function show(file) {
  const image = await createImageBitmap(file);
  const side = Math.min(image.width, image.height);
  const pen = canvas.getContext('2d');
  pen.fillStyle = '#ffffff';
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.drawImage(image, (image.width - side) / 2, (image.height - side) / 2, side, side, 0, 0, canvas.width, canvas.height);
  image.close();
}

field.addEventListener('change', async () => {
  preview.hidden = true;
  if (field.files.length > 0) {
    try {
      await show(field.files[0]);
      preview.hidden = false;
    } catch {
      // What is wrong with it, the box says.
    }
  }
});
