// Sends an update to the box in pieces, from where an earlier try stopped, and keeps what the page tells fresh.

import { LOCKED, toUnlock } from './locked.js';

const PIECE_BYTES = 1 << 20;
const HEADER_BYTES = 1024;
const LOOK_EVERY_MS = 3000;
const SIGNED_OUT = 401;

const headers = { 'X-Hearth-Script': '1' };

/** Asks how the machine does and shows it; returns the part of the page that tells it. */
async function look() {
  const response = await fetch('/machine/part', { headers });
  if (response.status === LOCKED) {
    toUnlock();
  } else if (response.status === SIGNED_OUT) {
    // The box has restarted, and knows nobody any more.
    location.reload();
  }
  const fresh = parsed(await response.text()).getElementById('machine-state');
  const shown = document.getElementById('machine-state');
  if (!response.ok || !fresh) {
    return shown;
  }
  if (!fresh.isEqualNode(shown)) {
    shown.replaceWith(fresh);
  }
  return fresh;
}

function parsed(text) {
  return new DOMParser().parseFromString(text, 'text/html');
}

/** How much of this very update is on the box already, in bytes. */
async function alreadyThere(file) {
  const { bytes, content } = (await look()).dataset;
  const header = await file.slice(0, HEADER_BYTES).text();
  return content !== '' && header.includes('\nsha256=' + content + '\n') && Number(bytes) <= file.size ? Number(bytes) : 0;
}

/** Sends a piece; returns why the box did not keep it, empty when it did. */
async function sendPiece(form, file, at) {
  const body = new FormData();
  body.append('form', form.elements.form.value);
  body.append('at', at);
  body.append('file', file.slice(at, at + PIECE_BYTES), 'piece');
  const response = await fetch(form.action, { method: 'POST', headers, body });
  if (response.ok) {
    return '';
  }
  const refusal = parsed(await response.text()).getElementById('refusal');
  return refusal ? refusal.textContent : document.getElementById('update-status').dataset.failed;
}

async function send(form, file, bar) {
  for (let at = await alreadyThere(file); at < file.size; at += PIECE_BYTES) {
    bar.value = (100 * at) / file.size;
    const refusal = await sendPiece(form, file, at);
    if (refusal) {
      return refusal;
    }
  }
  return '';
}

async function onSubmit(event) {
  event.preventDefault();
  const form = event.target;
  const button = form.querySelector('button');
  const bar = document.getElementById('update-bar');
  const status = document.getElementById('update-status');
  button.disabled = true;
  bar.hidden = false;
  status.textContent = status.dataset.sending;
  try {
    status.textContent = (await send(form, form.elements.file.files[0], bar)) || status.dataset.sent;
  } catch {
    status.textContent = status.dataset.failed;
  }
  bar.hidden = true;
  button.disabled = false;
  look().catch(() => {});
}

document.getElementById('update-form')?.addEventListener('submit', onSubmit);

setInterval(() => {
  look().catch(() => {
    // The box restarts; it is asked again.
  });
}, LOOK_EVERY_MS);
