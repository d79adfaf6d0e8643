// Parts of a page that change by themselves are fetched again while somebody looks at the page. Without it there is a
// link to look again.

const headers = { 'X-Hearth-Script': '1' };

async function look(id) {
  const element = document.getElementById(id);
  if (!element) {
    return;
  }
  if (!document.hidden) {
    try {
      const response = await fetch(element.dataset.poll, { headers });
      const parsed = new DOMParser().parseFromString(await response.text(), 'text/html');
      const fresh = parsed.getElementById(id);
      // Nothing is taken from under the keyboard.
      if (response.ok && fresh && !fresh.isEqualNode(element) && !element.contains(document.activeElement)) {
        element.replaceWith(fresh);
      }
    } catch {
      // The box is out of reach; the next look may find it.
    }
  }
  setTimeout(look, Number(document.getElementById(id)?.dataset.every ?? 15000), id);
}

for (const element of document.querySelectorAll('[data-poll]')) {
  setTimeout(look, Number(element.dataset.every), element.id);
}
