// The texts of the search, fetched when somebody is about to search, so that they are there when the first words are typed. What
// is fetched here the search's worker finds in the browser's cache; where it fails, the worker tries itself, and says so.

{
  const places = '[data-md-component=search], [for=__search]'
  const events = ['focusin', 'pointerover']
  const script = /** @type {HTMLScriptElement} */ (document.currentScript)
  const index = new URL(/** @type {string} */ (script.dataset.index), location.href)

  async function ahead() {
    const { docs } = await (await fetch(index)).json()
    await fetch(new URL(docs.address, index))
  }

  /** @param {Event} event */
  function heard({ target }) {
    if (!(target instanceof Element && target.closest(places))) return
    for (const event of events) removeEventListener(event, heard)
    ahead().catch(() => {})
  }

  for (const event of events) addEventListener(event, heard)
}
