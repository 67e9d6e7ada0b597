// The talk and what comes of it: one practice after the other, full-screen for a room, and all of them as a list.

import { goOn } from './keyboard.js'
import { html, nothing, render } from './lit-html.js'
import { openSlot } from './slot.js'
import { agreement, alike, progress } from './team-agree.js'
import { openTimer } from './team-timer.js'

/** @import { Topic } from './contract.d.ts' */
/** @import { Agreed, Event, State } from './team-types.d.ts' */
/** @import { Words } from './words.js' */

/**
 * @param {HTMLElement} page
 * @param {Words} words
 * @param {(event: Event) => void} dispatch
 */
export function openTalk(page, words, dispatch) {
  const element = (/** @type {string} */ selector) => /** @type {HTMLElement} */ (page.querySelector(selector))
  const dialog = /** @type {HTMLDialogElement} */ (element('[data-talk]'))
  const begin = /** @type {HTMLButtonElement} */ (element('[data-action="talk"]'))
  const name = /** @type {HTMLInputElement} */ (element('[name="team-name"]'))
  const download = /** @type {HTMLButtonElement} */ (element('[data-action="download"]'))
  const [place, choice] = [element('[data-talk-place]'), element('[data-talk-agree]')]
  const [list, count] = [element('[data-agree]'), element('[data-agree-count]')]
  const slot = openSlot(element('[data-talk-topic]'))
  const timer = openTimer(element('[data-timer]'), words)
  const before = /** @type {HTMLButtonElement} */ (element('[data-turn="-1"]'))
  const after = /** @type {HTMLButtonElement} */ (element('[data-turn="1"]'))
  let shown = 0
  let opening = false
  /** @type {Topic | null} the one that the dialog shows */
  let last = null

  begin.addEventListener('click', () => dispatch({ type: 'talk', practice: begin.dataset.first ?? null }))
  dialog.addEventListener('close', () => {
    leave()
    timer.stop()
    dispatch({ type: 'talk', practice: null })
  })
  element('[data-talk-close]').addEventListener('click', () => dialog.close())
  before.addEventListener('click', () => dispatch({ type: 'turn', by: -1 }))
  after.addEventListener('click', () => dispatch({ type: 'turn', by: 1 }))
  dialog.addEventListener('keydown', (event) => {
    // The keys of a presenter's remote control are those of pages. In a field of text arrows have their own use.
    const by = { ArrowRight: /** @type {const} */ (1), PageDown: /** @type {const} */ (1), ArrowLeft: /** @type {const} */ (-1), PageUp: /** @type {const} */ (-1) }[event.key]
    if (!by || /** @type {HTMLElement} */ (event.target).matches('input[type="text"]')) return
    event.preventDefault()
    dispatch({ type: 'turn', by })
  })
  name.addEventListener('input', () => dispatch({ type: 'named', name: name.value }))
  download.addEventListener('click', () => dispatch({ type: 'download', disputed: words('agree.disputed_note') }))

  return {
    /** @param {State} state */
    show(state) {
      const { topics } = state.result
      begin.disabled = !topics.length
      begin.dataset.first = topics[0]?.practice ?? ''
      showTopic(state)
      showAgreed(state)
    },
  }

  /** @param {State} state */
  function showTopic(state) {
    const { topics } = state.result
    const at = topics.findIndex(({ practice }) => practice === state.talk)
    const topic = topics[at]
    if (!topic) {
      last = null
      if (dialog.open) dialog.close()
      return
    }
    if (last !== topic) {
      slot.show(topic.html, ++shown)
      timer.again()
      last = topic
      dialog.scrollTop = 0
    }
    const said = words(topic.disputed ? 'talk.place.disputed' : 'talk.place', { place: at + 1, all: topics.length })
    if (place.textContent !== said) place.textContent = said
    before.disabled = at === 0
    after.disabled = at === topics.length - 1
    render(choiceOf(topic, state), choice)
    if (!dialog.open && !opening) open()
  }

  // First the page, then the dialog above it. Where the browser refuses the whole screen, the dialog fills the window.
  async function open() {
    opening = true
    await document.documentElement.requestFullscreen?.().catch(() => {})
    opening = false
    if (!last) return leave() // closed meanwhile
    dialog.showModal()
    after.focus({ preventScroll: true })
  }

  function leave() {
    if (document.fullscreenElement) document.exitFullscreen()
  }

  /** @param {State} state */
  function showAgreed(state) {
    const { topics } = state.result
    const far = progress(state)
    const still = far.disputed ? ` ${words('agree.still', { count: far.disputed })}` : ''
    const said = topics.length ? `${words('agree.far', far)}${still}` : words('agree.nobody')
    if (count.textContent !== said) count.textContent = said
    download.disabled = !far.agreed && !far.disputed
    const same = alike(state).length
    const all = html`${same ? html`<p><button type="button" class="md-button" data-alike @click=${agreeAlike}>${words('agree.alike', { count: same })}</button></p>` : nothing}
      <ul class="cx-agree">${topics.map((topic) => rowOf(topic, state))}</ul>`
    render(topics.length ? all : nothing, list)
  }

  function agreeAlike() {
    dispatch({ type: 'agree-alike' })
    const unsaid = /** @type {HTMLSelectElement[]} */ ([...list.querySelectorAll('select')]).find(({ value }) => !value)
    goOn(unsaid, download)
  }

  /**
   * @param {Topic} topic
   * @param {State} state
   */
  function rowOf(topic, state) {
    const { practice, disputed, median } = topic
    const { answer } = agreement(state, practice)
    const middle = median ? words('agree.median', { answer: nameOf(median, state) }) : ''
    const chosen = (/** @type {{ currentTarget: EventTarget | null }} */ { currentTarget }) => agree(practice, { answer: /** @type {HTMLSelectElement} */ (currentTarget).value })
    return html`<li data-topic=${practice}>
      <p><button type="button" class="cx-tool" @click=${() => dispatch({ type: 'talk', practice })}>${topic.name}</button> <span class="cx-fine">${[disputed ? words('agree.differs') : '', middle].filter(Boolean).join(' · ')}</span></p>
      <label><span class="cx-hidden">${words('agree.answer', { practice: topic.name })}</span><select .value=${answer} @change=${chosen}>
        <option value="" ?selected=${!answer}>${words('agree.open')}</option>
        ${choices(topic, state).map(({ id, name: text }) => html`<option value=${id} ?selected=${id === answer}>${text}</option>`)}
      </select></label>
      ${besideOf(topic, state)}
    </li>`
  }

  /**
   * @param {Topic} topic
   * @param {State} state
   */
  function choiceOf(topic, state) {
    const { answer } = agreement(state, topic.practice)
    const buttons = choices(topic, state).map(
      ({ id, name: text }) => html`<button type="button" class="cx-choice" aria-pressed=${String(id === answer)} @click=${() => agree(topic.practice, { answer: id === answer ? '' : id })}>${text}</button>`,
    )
    return html`<fieldset><legend>${words('talk.agree')}</legend><div class="cx-choices">${buttons}</div>${besideOf(topic, state)}</fieldset>`
  }

  /**
   * What stays disputed, and a note of it.
   * @param {Topic} topic
   * @param {State} state
   */
  function besideOf({ practice, name: of }, state) {
    const { disputed, note } = agreement(state, practice)
    const marked = (/** @type {{ currentTarget: EventTarget | null }} */ { currentTarget }) => agree(practice, { disputed: /** @type {HTMLInputElement} */ (currentTarget).checked })
    const noted = (/** @type {{ currentTarget: EventTarget | null }} */ { currentTarget }) => agree(practice, { note: /** @type {HTMLInputElement} */ (currentTarget).value })
    const hidden = html`<span class="cx-hidden"> ${of}</span>`
    return html`<label class="cx-agree__disputed"><input type="checkbox" .checked=${disputed} @change=${marked}> ${words('agree.disputed')}${hidden}</label>
      ${disputed || note ? html`<label class="cx-agree__note">${words('agree.note')}${hidden}<input type="text" maxlength="2000" .value=${note} @input=${noted}></label>` : nothing}`
  }

  /**
   * @param {string} practice
   * @param {Partial<Agreed>} change
   */
  function agree(practice, change) {
    dispatch({ type: 'agree', practice, change })
  }

  /**
   * @param {Topic} topic
   * @param {State} state
   */
  function choices({ not_applicable: may }, { result }) {
    return [
      ...result.answers,
      { id: 'dont-know', name: words('answer.dont_know') },
      ...(may ? [{ id: 'not-applicable', name: words('answer.not_applicable') }] : []),
    ]
  }

  /**
   * @param {string} answer
   * @param {State} state
   */
  function nameOf(answer, { result }) {
    return result.answers.find(({ id }) => id === answer)?.name ?? ''
  }
}
