// The search's worker: the theme's own, which gets what a visitor typed as plain words. The theme reads `stage:` as the name
// of a field, quotes as words that must all occur, and "in" as the beginning of any word; visitors mean none of this.
// The theme would also get all texts and make its index at every page, which takes a processor more than a second; here the
// first query does, and until then not even the theme's worker is loaded.
// main.html puts this worker before the theme's and names the theme's file in this one's address.

const worker = /** @type {any} */ (self)

/**
 * The words of a query, without those too common to be in the index unless there are no others.
 *
 * @param {string} query
 */
function words(query) {
  const all = query.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []
  const telling = all.filter((word) => word.length > 1 && worker.lunr.stopWordFilter(word))
  return (telling.length ? telling : all).join(' ')
}

const [SETUP, READY, QUERY, RESULT] = [0, 1, 2, 3] // the theme's numbers for kinds of messages

const send = worker.postMessage.bind(worker)
/** @type {any} the message with which the theme is to be set up; instead of the texts it has their address */
let setup = null
/** @type {'idle' | 'loading' | 'ready'} */
let index = 'idle'
/** @type {any} what was typed last, as a message */
let last = null

/** @param {any} data */
const hand = (data) => worker.dispatchEvent(new MessageEvent('message', { data }))

/** Messages that are handed on to the theme, and not looked at again. */
const handed = new WeakSet()

/** @param {any} message */
function handOn(message) {
  handed.add(message)
  hand(message)
}

// Registered before the theme's listener, so that it sees each message first.
worker.addEventListener('message', (/** @type {MessageEvent} */ event) => {
  const { data: message } = event
  if (handed.has(message)) return
  if (message.type === SETUP) {
    event.stopImmediatePropagation()
    setup = message.data
    send({ type: READY })
  }
  if (message.type !== QUERY) return
  event.stopImmediatePropagation()
  if (!/[\p{L}\p{N}]/u.test(message.data)) {
    last = null
    send({ type: RESULT, data: { items: [] } })
    return
  }
  last = message
  if (index === 'ready') ask()
  else if (index === 'idle') setUp()
})

/** Search for what was typed last. */
function ask() {
  if (!last) return
  handOn({ ...last, data: words(last.data) })
}

/** Load the theme's worker and the texts, and make the index; of what is typed meanwhile the last counts. */
async function setUp() {
  index = 'loading'
  const { address, failed } = setup.docs
  try {
    const response = await fetch(new URL(`../../search/${address}`, worker.location.href))
    if (!response.ok) throw new Error(`${address}: ${response.status}`)
    const docs = await response.json()
    if (!worker.lunr) worker.importScripts(`../javascripts/workers/${worker.location.hash.slice(1)}`)
    handOn({ type: SETUP, data: { ...setup, docs } })
  } catch (error) {
    console.warn(error)
    index = 'idle' // what is typed next tries again
    send({ type: RESULT, data: { items: [[{ location: failed.location, title: failed.title, text: failed.text, terms: {}, score: 1 }]] } })
  }
}

// The theme says that its index is ready; the page has been told so before.
worker.postMessage = (/** @type {any} */ message) => {
  if (message.type !== READY) return send(message)
  index = 'ready'
  ask()
}
