// Sends an update to the box in pieces, from where an earlier try stopped, and keeps what the page tells fresh.

const PIECE_BYTES = 45000;
const LOOK_EVERY_MS = 3000;

const upload = document.getElementById('update-upload');
const progress = document.getElementById('update-progress');
const token = document.querySelector('input[name="form"]').value;
const headers = { 'X-Hearth-Script': '1' };

async function base64(blob) {
  const bytes = new Uint8Array(await blob.arrayBuffer());
  let text = '';
  for (let i = 0; i < bytes.length; i += 8192) {
    text += String.fromCharCode(...bytes.subarray(i, i + 8192));
  }
  return btoa(text);
}

async function send(file) {
  const here = Number(upload.dataset.here);
  for (let at = here < file.size ? here : 0; at < file.size; at += PIECE_BYTES) {
    const piece = await base64(file.slice(at, at + PIECE_BYTES));
    const body = new URLSearchParams({ form: token, at, piece });
    const response = await fetch('/machine/update/piece', { method: 'POST', headers, body });
    if (!response.ok) {
      throw new Error(response.status);
    }
    upload.dataset.here = Math.min(at + PIECE_BYTES, file.size);
    progress.textContent = Math.floor((100 * upload.dataset.here) / file.size) + ' %';
  }
}

upload.hidden = false;
document.getElementById('update-file').addEventListener('change', async (event) => {
  try {
    await send(event.target.files[0]);
    progress.textContent = upload.dataset.sent;
  } catch {
    progress.textContent = upload.dataset.failed;
  }
});

setInterval(async () => {
  try {
    const response = await fetch('/machine/part', { headers });
    const parsed = new DOMParser().parseFromString(await response.text(), 'text/html');
    const fresh = parsed.getElementById('machine-state');
    const state = document.getElementById('machine-state');
    if (response.ok && fresh && !fresh.isEqualNode(state)) {
      state.replaceWith(fresh);
    }
  } catch {
    // The box restarts; it is asked again.
  }
}, LOOK_EVERY_MS);
