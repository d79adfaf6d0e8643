// Hears from the box where something changed, and keeps the chat list and other parts of the page fresh.
// Other scripts listen on the document: "hearth:chat" (detail: id of the chat, or "" for all of them). They tell
// "hearth:look" when something was looked at, and "hearth:title" (detail: the title) when the page has another name.

import { LOCKED, toUnlock } from './locked.js';

const root = document.documentElement;
let title = document.title;
const headers = { 'X-Hearth-Script': '1' };
const RETRY_MS = 15000;
const GATHER_MS = 120;
const AGAIN_MS = 2000;

function announce(chat) {
  document.dispatchEvent(new CustomEvent('hearth:chat', { detail: chat }));
}

// Several changes at once are one look.
function gathered(action) {
  let timer = 0;
  return () => {
    clearTimeout(timer);
    timer = setTimeout(action, GATHER_MS);
  };
}

// What somebody unfolded stays unfolded.
function keepFolds(before, after) {
  const folds = [...before.querySelectorAll('details')];
  for (const fold of after?.querySelectorAll('details') ?? []) {
    fold.open = folds.find((other) => other.className === fold.className)?.open ?? fold.open;
  }
}

async function replace(element, url) {
  try {
    const response = await fetch(url, { headers, signal: AbortSignal.timeout?.(10000) });
    const parsed = new DOMParser().parseFromString(await response.text(), 'text/html');
    if (response.status === LOCKED) {
      toUnlock();
      return;
    }
    if (!response.ok) {
      document.getElementById('news').replaceChildren(...parsed.body.children);
      return;
    }
    const fresh = parsed.getElementById(element.id);
    keepFolds(element, fresh);
    if (!fresh || fresh.isEqualNode(element)) {
      return;
    }
    const focused = element.contains(document.activeElement) ? document.activeElement.id : '';
    element.replaceWith(fresh);
    if (focused) {
      document.getElementById(focused)?.focus({ preventScroll: true });
    }
  } catch {
    // The next connection looks again. While this one stands it was the request alone that failed, and nothing else would.
    if (root.classList.contains('live')) {
      setTimeout(() => {
        refreshList();
        refreshParts();
      }, AGAIN_MS);
    }
  }
}

const refreshList = gathered(async () => {
  const list = document.getElementById('chat-list');
  if (list) {
    const current = document.getElementById('messages')?.dataset.chat ?? '';
    const asked = new URLSearchParams({ current, label: list.dataset.label ?? '' });
    await replace(list, '/chats/list?' + asked);
    const unread = Number(document.getElementById('chat-list').dataset.unread);
    document.dispatchEvent(new CustomEvent('hearth:list'));
    document.title = unread > 0 ? '(' + unread + ') ' + title : title;
  }
});

const refreshParts = gathered(() => {
  for (const part of document.querySelectorAll('[data-live]')) {
    replace(part, part.dataset.live);
  }
});

function rest() {
  if (document.visibilityState === 'visible') {
    setTimeout(connect, RETRY_MS);
  } else {
    document.addEventListener('visibilitychange', connect, { once: true });
  }
}

function connect() {
  const source = new EventSource('/live');
  source.addEventListener('hello', () => {
    root.classList.add('live');
    announce('');
    refreshList();
    refreshParts();
  });
  source.addEventListener('chat', (event) => {
    announce(event.data);
    refreshList();
  });
  source.addEventListener('alert', (event) => {
    document.dispatchEvent(new CustomEvent('hearth:alert', { detail: event.data }));
  });
  source.addEventListener('network', () => {
    refreshList();
    refreshParts();
  });
  source.addEventListener('locked', toUnlock);
  // Another account is looked at in this browser.
  source.addEventListener('moved', () => location.assign('/chats'));
  source.addEventListener('bye', () => {
    // Signed out: ask once more, so that the page says so.
    source.close();
    root.classList.remove('live');
    refreshList();
  });
  // Newer pages need the place: this one hears again when somebody looks at it, or in a while.
  source.addEventListener('rest', () => {
    source.close();
    root.classList.remove('live');
    rest();
  });
  source.addEventListener('error', () => {
    root.classList.remove('live');
    if (source.readyState === EventSource.CLOSED) {
      // The box answered, but not with news. Ask why: this browser may be locked.
      refreshList();
      refreshParts();
      setTimeout(connect, RETRY_MS);
    }
  });
  addEventListener('pagehide', () => source.close());
}

document.addEventListener('hearth:look', refreshList);
document.addEventListener('hearth:title', (event) => {
  title = event.detail;
  refreshList();
});
connect();
