// Locks this browser when nobody has done anything for as long as the member chose; says so a minute before. The box
// keeps the same time by itself, so that a page which is no longer looked at shows nothing when it is opened again.

import { LOCKED, lockBy, toUnlock } from './locked.js';

const warning = document.getElementById('lock-warning');
const left = document.getElementById('lock-warning-left');
const stay = document.getElementById('lock-stay');
const leave = document.getElementById('lock-now');
const tabs = new BroadcastChannel('hearth-touch');
const AFTER_MS = Number(warning.dataset.seconds) * 1000;
const WARN_MS = 60000;
const TELL_MS = 20000;

let touched = Date.now();
let told = touched;
let untold = false;

async function tell() {
  told = Date.now();
  untold = false;
  try {
    const response = await fetch('/lock/stay', {
      method: 'POST',
      headers: { 'X-Hearth-Script': '1' },
      body: new URLSearchParams(new FormData(stay)),
    });
    if (response.status === LOCKED) {
      toUnlock();
    }
  } catch {
    // The box is out of reach; it locks when its own time is over.
  }
}

function touch() {
  touched = Date.now();
  untold = true;
  tabs.postMessage('');
}

function look() {
  // Also the last of many touches, or the box would lock before this page says so.
  if (untold && Date.now() - told > TELL_MS) {
    tell();
  }
  const remaining = touched + AFTER_MS - Date.now();
  if (remaining <= 0) {
    lockBy(leave);
  } else if (remaining <= WARN_MS) {
    left.textContent = warning.dataset.left.replace('{0}', Math.ceil(remaining / 1000));
    if (!warning.open) {
      warning.showModal();
    }
  } else if (warning.open) {
    warning.close();
  }
}

// Once the warning is there, it takes an answer.
for (const kind of ['pointerdown', 'keydown', 'wheel', 'touchstart']) {
  addEventListener(kind, () => {
    if (!warning.open) {
      touch();
    }
  }, { passive: true });
}
stay.addEventListener('submit', (event) => {
  event.preventDefault();
  touched = Date.now();
  tabs.postMessage('');
  tell();
  look();
});
warning.addEventListener('cancel', (event) => {
  event.preventDefault();
  stay.requestSubmit();
});
tabs.addEventListener('message', () => {
  touched = Date.now();
  look();
});
document.addEventListener('visibilitychange', look);
setInterval(look, 1000);
