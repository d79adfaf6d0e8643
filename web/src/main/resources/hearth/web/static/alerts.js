// Lets somebody hear of messages while a page is open: a sound of our own making, and a notification of the browser. What
// may be said in it is decided by the box; here it is only shown, once, however many pages are open.

const root = document.documentElement;
const REQUESTS = 'requests';
const QUIET_MS = 10 * 60000;
const atRequests = location.pathname === '/requests';
let audio = null;

// A browser lets nothing sound before somebody did something on the page.
for (const kind of ['pointerdown', 'keydown']) {
  addEventListener(kind, () => {
    audio ??= new AudioContext();
    audio.resume();
  }, { once: true, passive: true });
}

function canRing() {
  return audio?.state === 'running';
}

// Two soft notes, a fifth apart.
function ring() {
  if (!canRing()) {
    return;
  }
  for (const [index, pitch] of [587.33, 880].entries()) {
    const begin = audio.currentTime + index * 0.12;
    const tone = audio.createOscillator();
    const loudness = audio.createGain();
    tone.type = 'sine';
    tone.frequency.value = pitch;
    loudness.gain.setValueAtTime(0.0001, begin);
    loudness.gain.exponentialRampToValueAtTime(0.12, begin + 0.02);
    loudness.gain.exponentialRampToValueAtTime(0.0001, begin + 0.35);
    tone.connect(loudness).connect(audio.destination);
    tone.start(begin);
    tone.stop(begin + 0.4);
  }
  root.dataset.rang = Number(root.dataset.rang ?? 0) + 1;
}

const shown = new Set();

function popUp(title, body, tag, href) {
  try {
    const notification = new Notification(title, { body, tag, silent: true });
    shown.add(notification);
    notification.addEventListener('close', () => shown.delete(notification));
    notification.addEventListener('click', () => {
      focus();
      location.assign(href);
    });
  } catch {
    // This browser shows notifications to installed pages only.
  }
}

// A notification leads nowhere without its page; and when the browser is locked, nothing of what it said stays on the screen.
addEventListener('pagehide', () => {
  for (const notification of shown) {
    notification.close();
  }
});

// Of several pages the first one tells, and the first that can rings.
function isFirst(what, message) {
  if (localStorage.getItem(what) === message) {
    return false;
  }
  localStorage.setItem(what, message);
  return true;
}

// Strangers can be many: for them it rings once, until somebody looked at the requests or some minutes are over.
function isLoud(tag) {
  if (!tag.endsWith(REQUESTS)) {
    return true;
  }
  if (Date.now() - Number(localStorage.getItem('hearth-requests-rang')) < QUIET_MS) {
    return false;
  }
  localStorage.setItem('hearth-requests-rang', Date.now());
  return true;
}

if (atRequests) {
  localStorage.removeItem('hearth-requests-rang');
}

document.addEventListener('hearth:alert', (event) => {
  const alert = new URLSearchParams(event.detail);
  const isRead = document.hasFocus() && (atRequests && alert.get('tag') === REQUESTS
    || document.getElementById('messages')?.dataset.chat === alert.get('chat'));
  if (isRead) {
    return;
  }
  const message = alert.get('message');
  if (alert.get('sound') === 'true' && canRing() && isFirst('hearth-rang', message) && isLoud(alert.get('tag'))) {
    ring();
  }
  if (isFirst('hearth-alerted', message) && alert.get('popup') === 'true'
    && globalThis.Notification?.permission === 'granted' && !document.hasFocus()) {
    popUp(alert.get('title'), alert.get('body'), alert.get('tag'), alert.get('href'));
  }
});

// The settings page.
const allow = document.getElementById('alert-allow');
if (allow) {
  const state = document.getElementById('alert-state');
  const ask = document.getElementById('alert-ask');
  const show = () => {
    const permission = globalThis.Notification?.permission ?? 'missing';
    state.textContent = allow.dataset[permission];
    ask.hidden = permission !== 'default';
  };
  ask.addEventListener('click', async () => {
    await Notification.requestPermission();
    show();
  });
  document.getElementById('alert-try').addEventListener('click', () => {
    audio ??= new AudioContext();
    audio.resume().then(ring);
    if (globalThis.Notification?.permission === 'granted') {
      popUp(allow.dataset.title, allow.dataset.body, '', '/chats');
    }
  });
  show();
}
