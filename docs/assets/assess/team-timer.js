// Ten minutes for one practice, for those who want them counted.

/** @import { Words } from './words.js' */

const MINUTES = 10

/**
 * @param {HTMLElement} place with a button, a line for the time and one for what a screen reader is told
 * @param {Words} words
 */
export function openTimer(place, words) {
  const button = /** @type {HTMLButtonElement} */ (place.querySelector('button'))
  const line = /** @type {HTMLElement} */ (place.querySelector('[role="timer"]'))
  const said = /** @type {HTMLElement} */ (place.querySelector('[role="status"]'))
  let end = 0
  /** @type {ReturnType<typeof setInterval> | undefined} */
  let ticking

  button.addEventListener('click', () => (ticking === undefined ? start() : stop()))

  function start() {
    stop()
    end = Date.now() + MINUTES * 60_000
    button.textContent = words('talk.timer.stop')
    ticking = setInterval(show, 1000)
    show()
  }

  function show() {
    const left = Math.max(0, Math.ceil((end - Date.now()) / 1000))
    line.textContent = `${Math.floor(left / 60)}:${String(left % 60).padStart(2, '0')}`
    if (!left && !said.textContent) said.textContent = words('talk.timer.over')
  }

  function stop() {
    clearInterval(ticking)
    ticking = undefined
    button.textContent = words('talk.timer.start', { minutes: MINUTES })
    line.textContent = said.textContent = ''
  }

  return {
    stop,
    /** Another practice has its own ten minutes. */
    again: () => ticking === undefined || start(),
  }
}
