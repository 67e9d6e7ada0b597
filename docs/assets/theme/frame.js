// What every page has besides its own: the parts of the theme's frame that nobody can use without scripts, and the visitor's choice of
// light or dark. It runs in a page's head, before anything is painted. The build puts the parts before it, as `self.frame`: see
// build_hooks/site/frame.py.

{
  // The theme says it at the end of the page, by when a page has been painted that keeps no place for what scripts will show.
  document.documentElement.classList.replace('no-js', 'js')

  const { config, parts } = /** @type {import('./types').Framed} */ (/** @type {any} */ (self)).frame
  const root = new URL('../..', /** @type {HTMLScriptElement} */ (document.currentScript).src)

  // What the theme reads its settings with. It has them in each page, where they take more room than a link to them.

  /** @param {string} name of a setting */
  const key = (name, where = root) => `${where.pathname}.${name}`

  /**
   * @param {string} name of a setting
   * @param {Storage} [storage] which a browser may refuse, whenever it is named
   */
  function kept(name, storage, where = root) {
    try {
      return JSON.parse((storage ?? localStorage).getItem(key(name, where)) ?? 'null')
    } catch {
      return null // a browser that lets pages keep nothing
    }
  }

  // The theme writes down its choice of light or dark at every visit, also where nobody has made one. Here nothing is written until
  // somebody chooses; who has not chosen gets what the system prefers.
  let chosen = false

  addEventListener(
    'change',
    ({ target }) => {
      if (target instanceof HTMLElement && target.hasAttribute('data-md-color-media')) chosen = true
    },
    { capture: true },
  )

  /**
   * @param {string} name of a setting
   * @param {Storage} [storage]
   */
  function setting(name, storage, where = root) {
    const value = kept(name, storage, where)
    if (value || name !== '__palette') return value
    const first = document.querySelector('[data-md-color-media]')?.getAttribute('data-md-color-media')
    return first === '(prefers-color-scheme)' ? { index: 0, color: { media: first } } : null
  }

  Object.assign(self, {
    __md_scope: root,

    __md_hash: (/** @type {string} */ text) => [...text].reduce((sum, letter) => (sum << 5) - sum + letter.charCodeAt(0), 0),

    __md_set(/** @type {string} */ name, /** @type {unknown} */ value, /** @type {Storage} */ storage, where = root) {
      if (name === '__palette' && !chosen && !kept(name)) return
      try {
        (storage ?? localStorage).setItem(key(name, where), JSON.stringify(value))
      } catch {
        // what was chosen holds on this page alone
      }
    },

    __md_get: setting,
  })

  // What the theme's script is told

  const told = document.createElement('script')
  told.id = '__config'
  told.type = 'application/json'
  told.textContent = JSON.stringify({ ...config, base: root.href, search: new URL(config.search, root).href })
  document.head.append(told)

  // The parts come as soon as what they stand behind is there, which is before it is painted and before the theme's script runs.

  const open = new Map(Object.entries(parts))
  const coming = new MutationObserver(fill)
  coming.observe(document, { childList: true, subtree: true })
  addEventListener('DOMContentLoaded', () => coming.disconnect())

  function fill() {
    for (const [before, html] of open) {
      const place = document.querySelector(before)
      if (!place) continue
      open.delete(before)
      place.insertAdjacentHTML('afterend', html)
      show()
    }
    if (!open.size) coming.disconnect()
  }

  /** Light or dark, as it was chosen or as the system prefers. */
  function show() {
    const { color } = setting('__palette') ?? {}
    if (!color) return
    const names = ['media', 'scheme', 'primary', 'accent']
    const shown = Object.entries(color)
    if (color.media === '(prefers-color-scheme)') {
      const light = matchMedia('(prefers-color-scheme: light)').matches
      const input = document.querySelector(`[data-md-color-media="(prefers-color-scheme: ${light ? 'light' : 'dark'})"]`)
      for (const name of names) shown.push([name, input?.getAttribute(`data-md-color-${name}`)])
    }
    for (const [name, value] of shown) document.body.setAttribute(`data-md-color-${name}`, String(value))
  }
}
