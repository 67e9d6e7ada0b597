// The calculator's forms: what is typed goes to the scorer, and what comes back is put beside it. Nothing is computed here,
// nothing is kept. The scorer is four megabytes, so it is fetched when the page has nothing else to do or a form is used,
// whichever is first.

/** @import { Outcome } from '../assess/contract.d.ts' */

const page = /** @type {HTMLElement} */ (document.querySelector('[data-calculator]'))
const config = JSON.parse(page.querySelector('[data-config]')?.textContent ?? '')
const at = (/** @type {string} */ address) => new URL(address, new URL(config.root, location.href)).href
const AFTER = 300 // ms without typing before a result on the page follows what was typed

/** @type {ReturnType<typeof load> | null} */
let opened = null
let tries = 0

// The scorer, and the words of the interface: one promise, whoever asks first. After a failure the next to ask tries anew.
function open() {
  opened ??= load().catch((error) => {
    opened = null
    throw error
  })
  return opened
}

async function load() {
  const names = ['scorer.js', 'words.js']
  // What was missing at the one address may still be at the other: a browser remembers a failure.
  const folder = config.modules[tries++ % config.modules.length]
  const modules = await Promise.all(names.map((name) => import(at(folder + name))))
  const { openScorer, catalogue } = /** @type {typeof import('../assess/scorer.js') & typeof import('../assess/words.js')} */ (
    Object.assign({}, ...modules)
  )
  const scorer = openScorer(config.scorer, config.root, { progress: tell })
  return { scorer, words: catalogue(config.words) }
}

// Whoever waits is told how far it is.
/** @param {number} percent */
function tell(percent) {
  for (const line of document.querySelectorAll('[data-starting]')) {
    line.textContent = config.words['calc.progress'].replace('{percent}', String(percent))
  }
}

// Ahead of need. Whoever then asks for a result hears of a failure.
async function prepare() {
  try {
    const { scorer } = await open()
    await scorer.start()
    performance.mark('cx:scorer-ready')
  } catch (error) {
    console.warn(error)
  }
}

/** @param {HTMLFormElement} form */
function attend(form) {
  const slot = /** @type {HTMLElement} */ (form.querySelector('[data-result]'))
  const inputs = [...form.querySelectorAll('input')]
  let asked = 0
  let failed = false // then it is tried again when somebody asks, and not at each letter
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let later

  /** @param {{ submitted: boolean }} how */
  async function calculate({ submitted }) {
    clearTimeout(later)
    const mine = ++asked
    const fields = Object.fromEntries(inputs.map(({ name, value }) => [name, value]))
    if (!slot.querySelector('[data-outcome]')) say(config.words['calc.starting']).dataset.starting = ''
    try {
      const { scorer } = await open()
      const answer = await scorer.request('calculate', { form: form.dataset.calculation ?? '', fields })
      if (mine === asked) show(answer, submitted)
    } catch (error) {
      if (mine === asked) fail(/** @type {import('../assess/scorer.js').ScorerError} */ (error))
    }
  }

  /**
   * @param {Outcome} outcome
   * @param {boolean} submitted
   */
  function show({ html = '', problems = [] }, submitted) {
    failed = false
    complain(problems)
    // The HTML is made by cxcore.calculator, which escapes every text; the page's policy forbids scripts in it besides.
    slot.innerHTML = html
    if (submitted) /** @type {HTMLElement | null} */ (form.querySelector('[aria-invalid]'))?.focus()
    performance.mark('cx:scored')
  }

  /** @param {Outcome['problems']} problems */
  function complain(problems) {
    const messages = new Map(problems.map(({ field, message }) => [field, message]))
    for (const input of inputs) {
      const text = messages.get(input.name) ?? ''
      const place = /** @type {HTMLElement} */ (document.getElementById(`${input.id}-problem`))
      place.textContent = text
      place.hidden = !text
      if (text) input.setAttribute('aria-invalid', 'true')
      else input.removeAttribute('aria-invalid')
    }
  }

  /** @param {{ kind?: string, problems?: readonly string[] }} error the scorer's, or that of a module that did not arrive */
  async function fail(error) {
    console.warn(error)
    complain([])
    failed = error.kind !== 'input'
    // Without the words' own module, its part is done here.
    const words = await open().then(
      (parts) => parts.words,
      () => (/** @type {string} */ key, /** @type {{ reason?: string }} */ { reason = '' } = {}) => config.words[key].replace('{reason}', reason),
    )
    if (error.kind === 'input') say(words('calc.error', { reason: error.problems?.join('; ') ?? '' }))
    else say(words('calc.failed', { reason: words(`reason.${error.kind ?? 'load'}`) }))
  }

  /** @param {string} text */
  function say(text) {
    const line = document.createElement('p')
    line.textContent = text
    slot.replaceChildren(line)
    return line
  }

  form.addEventListener('submit', (event) => {
    event.preventDefault()
    calculate({ submitted: true })
  })
  form.addEventListener('input', () => {
    clearTimeout(later)
    if (failed) return
    if (slot.firstChild || form.querySelector('[aria-invalid]')) later = setTimeout(calculate, AFTER, { submitted: false })
  })
  form.addEventListener('focusin', prepare, { once: true })
  form.querySelector('[data-action="example"]')?.addEventListener('click', () => {
    for (const input of inputs) input.value = input.dataset.example ?? ''
    calculate({ submitted: false })
  })
}

// A result that goes on to another form is typed in there, as its visitor would. Without scripts it is a link to that form.
document.addEventListener('click', (event) => {
  const link = /** @type {HTMLElement} */ (event.target).closest('a[data-carry]')
  const input = /** @type {HTMLInputElement | null} */ (document.querySelector('[data-calculation="payback"] [name="gain"]'))
  if (!(link instanceof HTMLElement) || !input) return
  event.preventDefault()
  input.value = link.dataset.carry ?? ''
  input.dispatchEvent(new Event('input', { bubbles: true }))
  input.focus()
})

for (const form of /** @type {NodeListOf<HTMLFormElement>} */ (document.querySelectorAll('form[data-calculation]'))) attend(form)
page.querySelector('[data-unstarted]')?.remove()
performance.mark('cx:form-ready')
// Not for those who asked their browser to save data.
const { connection } = /** @type {Navigator & { connection?: { saveData?: boolean } }} */ (navigator)
if (!connection?.saveData) {
  if ('requestIdleCallback' in window) requestIdleCallback(prepare)
  else setTimeout(prepare, 2000)
}

export {} // a module, so that its names are its own
