// Tries to load a picture from the box over TLS: it comes only when this device trusts the box.

const check = document.getElementById('check');
const AGAIN_MS = 3000;

function attempt() {
  const pictures = check.dataset.pictures.split(' ').map((url) => new Promise((resolve, reject) => {
    const picture = new Image();
    picture.onload = resolve;
    picture.onerror = reject;
    picture.src = url + '?t=' + Date.now();
  }));
  Promise.any(pictures).then(works, () => setTimeout(attempt, AGAIN_MS));
}

function works() {
  const lamp = check.querySelector('.lamp');
  lamp.className = 'lamp lamp-fine';
  lamp.innerHTML = '<span aria-hidden="true">●</span> <strong></strong>';
  lamp.querySelector('strong').textContent = check.dataset.works;
}

attempt();
