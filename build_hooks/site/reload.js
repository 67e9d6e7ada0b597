// In a page that `serve` serves: once the site has been built anew, be it in vain, the page renews itself. Built pages are without
// it. It is a file, because a page's policy allows no other script in it.

const { epoch = '' } = /** @type {HTMLScriptElement} */ (document.currentScript).dataset
const AGAIN = 1000 // ms until a server that does not answer is asked again
/** @type {AbortController | null} */
let asking = null

// The server answers when it has something newer, or after a minute; a tab out of sight must not keep one of its few connections.
async function ask() {
  if (asking) return
  asking = new AbortController()
  const { signal } = asking
  while (!signal.aborted) {
    const newest = await fetch(`/livereload/${epoch}/${Date.now()}`, { signal }).then(
      (answer) => (answer.ok ? answer.text() : ''),
      () => '',
    )
    if (signal.aborted) return
    if (Number(newest) > Number(epoch)) return location.reload()
    if (!newest) await new Promise((resolve) => setTimeout(resolve, AGAIN))
  }
}

function look() {
  if (document.visibilityState === 'visible') {
    ask()
  } else {
    asking?.abort()
    asking = null
  }
}

document.addEventListener('visibilitychange', look)
addEventListener('pagehide', () => asking?.abort())
look()
