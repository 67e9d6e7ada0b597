// Finds the parts of the questionnaire's page, starts them, and leads what happens in one to the others.

import { download } from './files.js'
import { openQuestionnaire, today } from './questionnaire.js'
import { openReport } from './report.js'
import { ScorerError, startScorer } from './scorer.js'
import { openStore } from './store.js'
import { catalogue } from './words.js'

const page = document.querySelector('[data-assess]')
const config = JSON.parse(page.querySelector('[data-config]').textContent)
const { framework, version } = page.dataset
const root = new URL(config.root, location.href).href
const words = catalogue(config.words)
const questionnaire = openQuestionnaire(page, words)
const report = openReport(page, words)
const action = (name) => page.querySelector(`[data-action="${name}"]`)

let store = null
let scorer = null
const touched = new Set() // practices that the visitor changed before the stored answers were there

// What the page says

const saved = page.querySelector('[data-saved]')
const notice = page.querySelector('[data-notice]')

function say(key, values) {
  saved.textContent = words(key, values)
}

function complain(text, offer) {
  notice.textContent = text
  notice.hidden = false
  if (offer) notice.append(' ', offer)
}

function confirmed(kind, values) {
  const dialog = page.querySelector('[data-dialog]')
  dialog.querySelector('[data-dialog-title]').textContent = words(`${kind}.title`)
  dialog.querySelector('[data-dialog-text]').textContent = words(`${kind}.text`, values)
  dialog.querySelector('[data-dialog-yes]').textContent = words(`${kind}.yes`)
  dialog.returnValue = ''
  dialog.showModal()
  return new Promise((resolve) => {
    dialog.addEventListener('close', () => resolve(dialog.returnValue === 'yes'), { once: true })
  })
}

// The assessment file of what the form says.
function assessment() {
  const { name, ...about } = questionnaire.about()
  return {
    format: 'cx-assessment',
    format_version: 1,
    framework: { id: framework, version },
    ...about,
    responses: questionnaire.responses(),
    ...(name ? { name } : {}),
  }
}

// Saving: "Saved" appears when the last of the writes has completed.

let writes = 0

async function save(write) {
  writes += 1
  say('saved.saving')
  try {
    if (!store) throw new Error('no storage')
    await write(store)
    writes -= 1
    if (!writes) say('saved.saved')
  } catch (error) {
    writes -= 1
    console.warn(error)
    saved.textContent = ''
    complain(words('saved.failed'))
  }
}

function changed(practice) {
  touched.add(practice)
  questionnaire.mark(practice)
  questionnaire.show()
  const { response, draft } = questionnaire.said(practice)
  save((kept) => kept.keep(practice, response, draft, questionnaire.about()))
  scoreAgain()
}

// The result

let asked = 0
let again

async function score() {
  const mine = ++asked
  report.say(scorer.ready ? 'report.working' : 'report.starting')
  try {
    const { html } = await scorer.request('report', { assessment: assessment(), site: config.root })
    if (mine === asked) report.show(html)
  } catch (error) {
    if (mine === asked) failed(error)
  }
}

// A result that is on the page follows the answers.
function scoreAgain() {
  if (!report.shown) return
  clearTimeout(again)
  again = setTimeout(score, 150)
}

function failed(error) {
  const known = error instanceof ScorerError
  if (known && error.kind === 'input') report.say('report.error', { reason: error.problems.join('; ') })
  else report.say('report.failed', { reason: words(`reason.${known ? error.kind : 'stopped'}`) })
}

// The heading is gone to twice: at once, and again when the report has made the page longer.
async function showReport() {
  report.focus()
  await score()
  report.focus()
}

// Files

async function open(file) {
  notice.hidden = true
  say('upload.waiting')
  let text
  try {
    text = await file.text()
  } catch {
    saved.textContent = ''
    return complain(words('upload.unread', { name: file.name }))
  }
  try {
    const read = (await scorer.request('read', { text })).assessment
    const count = Object.keys(read.responses).length
    const present = Object.keys(questionnaire.responses()).length
    saved.textContent = ''
    if (present && !(await confirmed('upload', { count, present }))) return
    fill(read)
    await save((kept) => kept.replace(read))
    say('upload.done', { count })
    if (report.shown) score()
  } catch (error) {
    saved.textContent = ''
    if (error.kind === 'input') complain([words('upload.bad', { name: file.name }), ...error.problems].join('\n'))
    else failed(error), report.focus()
  }
}

function fill(read, drafts = {}, except = new Set()) {
  questionnaire.putAbout(read)
  for (const practice of questionnaire.practices) {
    if (!except.has(practice)) questionnaire.put(practice, read.responses[practice], drafts[practice])
  }
  questionnaire.show()
}

async function remove() {
  if (!(await confirmed('delete'))) return
  fill({ responses: {} })
  report.empty()
  notice.hidden = true
  await save((kept) => kept.remove())
  if (notice.hidden) say('delete.done')
}

// Start: the form works at once; stored answers come as soon as they are read, the scorer when it is ready.

function listen() {
  const { form } = questionnaire
  form.addEventListener('submit', (event) => event.preventDefault())
  form.addEventListener('input', ({ target }) => {
    const practice = target.closest('[data-practice]')?.dataset.practice
    if (practice) changed(practice)
    else save((kept) => kept.about(questionnaire.about())), scoreAgain()
  })
  form.addEventListener('click', ({ target }) => {
    const practice = target.closest('[data-action="clear"]')?.dataset.for
    if (!practice) return
    for (const radio of form.querySelectorAll(`[name="${CSS.escape(practice)}"]`)) radio.checked = false
    changed(practice)
    form.querySelector(`[name="${CSS.escape(practice)}"]`).focus()
  })
  action('report').addEventListener('click', showReport)
  action('download').addEventListener('click', () => download(`${framework}-${today()}.json`, assessment()))
  action('print').addEventListener('click', () => window.print())
  action('delete').addEventListener('click', remove)
  action('upload').addEventListener('change', ({ target }) => {
    if (target.files[0]) open(target.files[0])
    target.value = ''
  })
  addEventListener('scroll', () => requestAnimationFrame(questionnaire.follow), { passive: true })
  for (const part of page.querySelectorAll('[data-enhanced]')) part.hidden = false
  for (const practice of questionnaire.practices) questionnaire.mark(practice)
}

async function restore() {
  try {
    store = await openStore(framework, version)
    const record = await store.read(setAside)
    if (record) {
      fill(record.assessment, record.drafts, touched)
      const count = Object.keys(record.assessment.responses).length
      if (count) say('saved.restored', { count })
    }
    store.onElsewhere(async () => {
      const other = await store.read(setAside)
      fill(other?.assessment ?? { responses: {} }, other?.drafts)
      say('saved.elsewhere')
      scoreAgain()
    })
  } catch (error) {
    console.warn(error)
    complain(words('saved.failed'))
  }
}

function setAside(reason, record) {
  const link = document.createElement('button')
  link.type = 'button'
  link.className = 'cx-tool'
  link.textContent = words('setaside.download')
  link.addEventListener('click', () => download(`${framework}-set-aside-${today()}.json`, record.assessment ?? record))
  complain(words('setaside.text', { reason: words(`setaside.reason.${reason.key}`, reason) }), link)
}

function startTheScorer() {
  const at = (address) => new URL(address, root).href
  const { runtime } = config
  const configuration = {
    runtime: { ...runtime, base: at(runtime.base) },
    framework: at(config.framework),
    words: at(config.words_file),
  }
  scorer = startScorer(new URL('./worker.js', import.meta.url).href, configuration)
  scorer.started.then(
    () => {
      scorer.ready = true
      performance.mark('cx:scorer-ready')
    },
    (error) => failed(error),
  )
}

listen()
questionnaire.show()
await restore()
questionnaire.follow()
performance.mark('cx:form-ready')
startTheScorer()
if (location.hash === '#report') showReport()
else if (location.hash.startsWith('#q-')) document.getElementById(location.hash.slice(1))?.scrollIntoView()
