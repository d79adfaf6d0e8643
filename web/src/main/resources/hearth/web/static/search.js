// Finds while somebody types. Without it the button does.

const form = document.getElementById('search');
const WAIT_MS = 200;
let timer = 0;
let asked = 0;

async function look() {
  const number = ++asked;
  const address = '/search?' + new URLSearchParams(new FormData(form));
  try {
    const response = await fetch(address, { headers: { 'X-Hearth-Script': '1' } });
    const parsed = new DOMParser().parseFromString(await response.text(), 'text/html');
    const fresh = parsed.getElementById('results');
    if (number !== asked || !fresh) {
      return;
    }
    const old = document.getElementById('results');
    // The line that is read out stays the same element, or nobody would hear that it changed.
    const count = document.getElementById('results-count');
    const words = fresh.querySelector('#results-count').textContent;
    fresh.querySelector('#results-count').replaceWith(count);
    old.replaceWith(fresh);
    count.textContent = words;
    history.replaceState(history.state, '', address);
  } catch {
    // The box is out of reach: the button says so.
  }
}

form.addEventListener('input', () => {
  clearTimeout(timer);
  timer = setTimeout(look, WAIT_MS);
});
