// One picture alone: Escape leads back to the chat, arrows to the pictures beside it.

const go = (id) => document.getElementById(id)?.click();

document.addEventListener('keydown', (event) => {
  if (event.altKey || event.ctrlKey || event.metaKey || event.target.closest('audio, video, input, textarea')) {
    return;
  }
  const towardsEnd = document.documentElement.dir === 'rtl' ? 'ArrowLeft' : 'ArrowRight';
  const towardsStart = document.documentElement.dir === 'rtl' ? 'ArrowRight' : 'ArrowLeft';
  if (event.key === 'Escape') {
    go('viewer-close');
  } else if (event.key === towardsEnd) {
    go('viewer-newer');
  } else if (event.key === towardsStart) {
    go('viewer-older');
  }
});
