// Where the keyboard goes on when what had it goes: a button that takes itself away, a notice, a step of a plan that is told anew.
// Whoever has gone on meanwhile is left where they are.

/** @typedef {() => HTMLElement | null | undefined} Find looks for a place on the page */

/** Whether nothing has the keyboard, as when what had it has gone. */
const lost = () => !document.activeElement || document.activeElement === document.body

/**
 * To the first of these places that there is, where what had the keyboard has gone.
 * @param {(HTMLElement | null | undefined)[]} places
 */
export function goOn(...places) {
  if (lost()) places.find(Boolean)?.focus()
}

/**
 * Take something from the page. From within it the keyboard goes on at a place that stays.
 * @param {HTMLElement} element
 * @param {HTMLElement} place
 */
export function takeAway(element, place) {
  const attended = element.contains(document.activeElement)
  element.remove()
  if (attended) place.focus({ preventScroll: true })
}

/**
 * The keyboard of a part of the page that is drawn again and again, where what is to have it next may come with a later drawing.
 * @param {FocusOptions} [options]
 */
export function openKeyboard(options) {
  /** @type {Find | null} */
  let next = null
  /** @type {Element | null} what has the keyboard, and is about to go */
  let leaving = null

  return {
    /**
     * @param {Find | null} find what is to have it next, in place of what it waited for before
     * @param {Element | null} [from]
     */
    wait(find, from = null) {
      next = find
      leaving = from
    },

    /** After each drawing: there, if it is there now. */
    drawn() {
      if (!next) return
      const gone = lost() || document.activeElement === leaving
      const place = gone ? next() : null
      place?.focus(options)
      if (place || !gone) next = leaving = null
    },
  }
}
