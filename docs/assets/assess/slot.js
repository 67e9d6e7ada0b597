// A place on the page for HTML that the scorer made.

/**
 * What the page has there stands there while nothing is to be shown.
 * @param {HTMLElement} slot
 */
export function openSlot(slot) {
  const nothing = [...slot.childNodes]
  let last = 0 // which content is on the page

  return {
    element: slot,

    /**
     * Whether something new stands there now.
     * @param {string | null} html
     * @param {number} shown which content this is
     */
    show(html, shown) {
      if (last === (html === null ? 0 : shown)) return false
      last = html === null ? 0 : shown
      if (html === null) slot.replaceChildren(...nothing)
      else put(html)
      return html !== null
    },
  }

  /** @param {string} html */
  function put(html) {
    const unfolded = new Set(folds().filter(([fold]) => fold.open).map(([, place]) => place))
    // The HTML is made by cxcore, which escapes every text; the page's policy forbids scripts in it besides.
    slot.innerHTML = html
    for (const [fold, place] of folds()) fold.open = unfolded.has(place)
  }

  /** What can be unfolded, each with its place: the section, and the how manyth in it. A result that changes keeps it open. */
  function folds() {
    /** @type {Map<string, number>} */
    const counts = new Map()
    return [...slot.querySelectorAll('details')].map((fold) => {
      const section = fold.closest('section')?.className ?? ''
      const place = (counts.get(section) ?? 0) + 1
      counts.set(section, place)
      return /** @type {const} */ ([fold, `${section} ${place}`])
    })
  }
}
