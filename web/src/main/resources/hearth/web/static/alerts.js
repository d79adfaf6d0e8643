// Lets somebody hear of messages while a page is open: a sound of our own making, and a notification of the browser. What
// may be said in it is decided by the box; here it is only shown, once, however many pages are open.

const root = document.documentElement;
let audio = null;

// A browser lets nothing sound before somebody did something on the page.
for (const kind of ['pointerdown', 'keydown']) {
  addEventListener(kind, () => {
    audio ??= new AudioContext();
    audio.resume();
  }, { once: true, passive: true });
}

// Two soft notes, a fifth apart.
function ring() {
  if (!audio || audio.state !== 'running') {
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

function popUp(title, body, chat, href) {
  try {
    const notification = new Notification(title, { body, tag: chat, silent: true });
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

// Of several pages the first one tells.
function isFirst(message) {
  if (localStorage.getItem('hearth-alerted') === message) {
    return false;
  }
  localStorage.setItem('hearth-alerted', message);
  return true;
}

document.addEventListener('hearth:alert', (event) => {
  const alert = new URLSearchParams(event.detail);
  const isRead = document.hasFocus() && document.getElementById('messages')?.dataset.chat === alert.get('chat');
  if (isRead || !isFirst(alert.get('message'))) {
    return;
  }
  if (alert.get('sound') === 'true') {
    ring();
  }
  if (alert.get('popup') === 'true' && globalThis.Notification?.permission === 'granted' && !document.hasFocus()) {
    popUp(alert.get('title'), alert.get('body'), alert.get('chat'), alert.get('href'));
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
