// What the page says beside the form: the state of saving, notices of what went wrong, and questions before something is
// lost. Sighted visitors see every state at once; a screen reader is told when a flurry of changes is over.

import { button, element } from './elements.js'

const FLURRY = 1_500 // ms without a change

export function openVoice(page, words) {
  const line = page.querySelector('[data-saved]')
  const announcer = page.querySelector('[data-announcer]')
  const notices = page.querySelector('[data-notices]')
  const dialog = page.querySelector('[data-dialog]')
  let pause

  function announce(text, delay = FLURRY) {
    clearTimeout(pause)
    pause = setTimeout(() => (announcer.textContent = text()), delay)
  }

  return {
    // The state of saving, in the bar that stays in sight. `state` is for its looks: 'saving', 'saved', 'failed' or nothing.
    show(text, state = '') {
      line.textContent = text
      line.dataset.state = state
    },

    announce,

    // Show a text and say it, once: what the visitor has asked for has happened.
    tell(text) {
      this.show(text)
      announce(() => text, 0)
    },

    // A notice stays until it is dismissed or no longer true. There is one of each `kind`; it interrupts a screen reader.
    complain(kind, text, { list = [], actions = [], goThere = false } = {}) {
      this.settle(kind)
      const close = button(words('action.dismiss'), () => notice.remove())
      const items = list.length ? [element('ul', {}, ...list.map((item) => element('li', {}, item)))] : []
      const row = element('p', { class: 'cx-notice__actions' }, ...actions, close)
      const notice = element('div', { class: 'cx-note cx-note--problem', role: 'alert', 'data-notice': kind }, element('p', {}, text), ...items, row)
      notices.append(notice)
      if (goThere) notice.scrollIntoView({ block: 'nearest' })
    },

    settle(kind) {
      notices.querySelector(`[data-notice="${kind}"]`)?.remove()
    },

    // A link to these answers, to be copied.
    offerLink(address) {
      const box = page.querySelector('[data-share]')
      const field = box.querySelector('[data-share-link]')
      const copied = box.querySelector('[data-share-copied]')
      field.value = address
      copied.textContent = ''
      box.querySelector('[data-share-copy]').onclick = async () => {
        field.select()
        // Where the page may not write to the clipboard, the selected text can be copied by hand.
        const done = await navigator.clipboard?.writeText(address).then(() => true, () => false)
        copied.textContent = words(done ? 'share.copied' : 'share.by_hand')
      }
      box.showModal()
      field.select()
    },

    // Ask before something is lost. Closing the dialog in any other way than by its button means no.
    confirmed(kind, values) {
      dialog.querySelector('[data-dialog-title]').textContent = words(`${kind}.title`)
      dialog.querySelector('[data-dialog-text]').textContent = words(`${kind}.text`, values)
      dialog.querySelector('[data-dialog-yes]').textContent = words(`${kind}.yes`)
      dialog.returnValue = ''
      dialog.showModal()
      return new Promise((resolve) => {
        dialog.addEventListener('close', () => resolve(dialog.returnValue === 'yes'), { once: true })
      })
    },
  }
}
