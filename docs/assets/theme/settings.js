// The theme writes down its choice of light or dark at every visit, also where nobody has made one, and reads it before the page is
// painted. Here nothing is written until somebody chooses; who has not chosen gets what the system prefers.

{
  // The theme says it at the end of the page, by when a page has been painted that keeps no place for what scripts will show.
  document.documentElement.classList.replace('no-js', 'js')

  const theme = /** @type {any} */ (window)
  const { __md_get: read, __md_set: write } = theme
  let chosen = false

  addEventListener(
    'change',
    ({ target }) => {
      if (target instanceof HTMLElement && target.hasAttribute('data-md-color-media')) chosen = true
    },
    { capture: true },
  )

  /** @param {unknown[]} of a setting's name, and where it is kept */
  function kept(...of) {
    try {
      return read(...of)
    } catch {
      return null // a browser that lets pages keep nothing
    }
  }

  /** @param {unknown[]} of a setting's name, its value, and where it is kept */
  function keep(...of) {
    try {
      write(...of)
    } catch {
      // what was chosen holds on this page alone
    }
  }

  Object.assign(theme, {
    __md_set(/** @type {string} */ name, /** @type {unknown[]} */ ...more) {
      if (name !== '__palette' || chosen || kept(name)) keep(name, ...more)
    },

    __md_get(/** @type {string} */ name, /** @type {unknown[]} */ ...where) {
      const value = kept(name, ...where)
      if (value || name !== '__palette') return value
      const first = document.querySelector('[data-md-color-media]')?.getAttribute('data-md-color-media')
      return first === '(prefers-color-scheme)' ? { index: 0, color: { media: first } } : null
    },
  })
}
