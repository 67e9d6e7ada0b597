// The search's worker: the theme's own, which gets what a visitor typed as plain words. The theme reads `stage:` as the name
// of a field, quotes as words that must all occur, and "in" as the beginning of any word; visitors mean none of this.
// The theme would also get all texts and make its index at every page, which takes a processor more than a second; here the
// first query does, and until then not even the theme's worker is loaded.
// What the theme finds is put in order once more, by how much of a title was asked for, and cut to what a list has room for.
// main.html puts this worker before the theme's and names the theme's file in this one's address.

/** @typedef {{ location: string, title: string, text: string, tags?: string[], score: number, terms: Record<string, boolean> }} Hit */

const worker = /** @type {any} */ (self)

/** How much more a word counts that is the whole of what was typed than one that begins with it. */
const WHOLE = 4

/** @type {string[]} all words of the index, those of most titles, and then of most pages, first */
let known = []
/** @type {Map<string, string>} the pages' titles by their addresses */
let titles = new Map()

/**
 * The words of a query, as the theme is to look for them: as the beginning of a word, and rather as the whole of one (`^`). Words too
 * common to be in the index go, unless there are no others.
 *
 * @param {string} query
 */
function words(query) {
  const all = query.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []
  const telling = all.filter((word) => /^(\d+|..+)$/u.test(word) && worker.lunr.stopWordFilter(word))
  const kept = telling.length ? telling : all
  return kept.map((word, at) => (/^\d+$/.test(word) || (word.length < 3 && kept[at + 1]) ? `${word}^${WHOLE}` : meant(word))).join(' ')
}

/**
 * A word whole or as a beginning; without its plural; or where nothing begins so, the likeliest word from which it is one letter away.
 *
 * @param {string} typed
 */
function meant(typed) {
  const word = typed.replace(/^(..+[^siu])s$/, '$1')
  if (word.length > 3 && !known.some((each) => each.startsWith(word))) {
    return known.find((each) => isNear(typed, each)) ?? typed
  }
  return word === typed ? `${word}^${WHOLE} ${word}` : word
}

/**
 * Whether one letter that is wrong, missing, too many or has changed places with the next keeps a word from beginning with another.
 *
 * @param {string} typed
 * @param {string} word
 */
function isNear(typed, word) {
  let same = 0
  while (typed[same] === word[same]) same++
  const swapped = `${typed.slice(0, same)}${typed[same + 1]}${typed[same]}${typed.slice(same + 2)}`
  const [rest, after] = [typed.slice(same), typed.slice(same + 1)]
  return same > 0 && (word.startsWith(after, same + 1) || word.startsWith(rest, same + 1) || word.startsWith(after, same) || word.startsWith(swapped))
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
    titles = new Map(docs.map((/** @type {Hit} */ { location, title }) => [location, title]))
    if (!worker.lunr) loadTheme()
    handOn({ type: SETUP, data: { ...setup, docs } })
  } catch (error) {
    console.warn(error)
    index = 'idle' // what is typed next tries again
    send({ type: RESULT, data: { items: [[{ location: failed.location, title: failed.title, text: failed.text, terms: {}, score: 1 }]] } })
  }
}

/** Load the theme's worker, and learn from it which words there are. */
function loadTheme() {
  worker.importScripts(`../javascripts/workers/${worker.location.hash.slice(1)}`)
  const builder = worker.lunr.Builder.prototype
  const { build } = builder
  builder.build = function () {
    const made = build.call(this)
    const number = (/** @type {object} */ places) => Object.keys(places).length
    const telling = (/** @type {any} */ { title, tags, text }) => (number(title) + number(tags)) * 1e6 + number(text)
    const weighed = Object.entries(made.invertedIndex).map(([word, places]) => ({ word, weight: telling(places) }))
    known = weighed.toSorted((a, b) => b.weight - a.weight).map(({ word }) => word)
    return made
  }
}

/**
 * What the theme has found, page by page: the page of whose title, or other name, most was asked for comes first.
 *
 * @param {Hit[][]} pages
 */
function ranked(pages) {
  const rated = pages.map((hits) => hits.map((hit) => ({ ...hit, score: hit.score * weight(hit) })).toSorted((a, b) => b.score - a.score))
  return rated.toSorted(([a], [b]) => (b?.score ?? 0) - (a?.score ?? 0)).map(shortened)
}

/** @param {Hit} hit */
function weight({ title, tags = [], terms }) {
  // In brackets a title says where a page stands, or what it is called for short.
  const names = [title.replace(/\(.*?\)/g, ''), ...tags]
  return (1 + Math.max(...names.map((name) => asked(name, terms)))) ** 2 * answered(terms)
}

/**
 * How much of a name was typed, from 0 to 1.
 *
 * @param {string} name
 * @param {Hit['terms']} terms
 */
function asked(name, terms) {
  const typed = Object.keys(terms)
  const found = [...name.toLowerCase().matchAll(/<mark>(.*?)<\/mark>/g)]
  const letters = found.map(([, word = '']) => typed.find((each) => word.startsWith(each))?.length ?? 0)
  return letters.reduce((sum, count) => sum + count, 0) / name.replace(/<[^>]*>/g, '').length
}

/**
 * How many of the words asked for were found, from 0 to 1.
 *
 * @param {Hit['terms']} terms
 */
function answered(terms) {
  const all = Object.values(terms)
  return all.filter(Boolean).length / Math.max(all.length, 1)
}

/**
 * The hits of a page for a list, each with its words around the first that was found, and the page itself with where it stands and the
 * other name by which it was found. The theme shows at once what has the score of the best, and folds the rest.
 *
 * @param {Hit[]} hits
 */
function shortened(hits) {
  return hits.map(({ tags = [], ...hit }, at) => {
    const [name] = tags.filter((tag) => tag.includes('<mark>')).toSorted((a, b) => asked(b, hit.terms) - asked(a, hit.terms))
    const place = [name && `<span class="md-tag">${name}</span>`, above(hit.location)].filter(Boolean).join(' ')
    const where = place && `<p class="cx-hit__where">${place}</p>`
    return { ...hit, score: at ? 0 : hit.score, text: `${where}<p class="cx-hit__text">${around(hit.text)}</p>` }
  })
}

/**
 * The titles of the pages above a page, from the top.
 *
 * @param {string} location
 */
function above(location) {
  if (location.includes('#')) return '' // the page's own title stands above that of a section
  const parts = location.split('/').slice(0, -2)
  return parts.flatMap((_, at) => titles.get(`${parts.slice(0, at + 1).join('/')}/`) ?? []).join(' › ')
}

/**
 * A text as one line that begins shortly before the first word that was found. It is cut at blanks, of which tags have none within.
 *
 * @param {string} text
 */
function around(text) {
  const found = text.indexOf('<mark>')
  const from = found > 60 ? Math.min(text.indexOf(' ', found - 60) + 1, found) : 0
  const to = text.indexOf(' ', from + 300)
  const line = text.slice(from, to < 0 ? undefined : to).replace(/<(?!\/?mark>)[^>]*>/g, ' ').replace(/\s+/g, ' ')
  return `${from ? '… ' : ''}${line.trim()}`
}

// The theme says that its index is ready; the page has been told so before.
worker.postMessage = (/** @type {any} */ message) => {
  if (message.type === RESULT) return send({ ...message, data: { ...message.data, items: ranked(message.data.items) } })
  if (message.type !== READY) return send(message)
  index = 'ready'
  ask()
}
