// Finds the parts of the questionnaire's page, starts them, and leads what happens in one to the others.
//
// The form works at once; stored answers come as soon as they are read, the scorer when it is ready. Nothing waits for what
// it does not need: without storage the page still scores, without a scorer it still keeps.

import { button } from './elements.js'
import { download, textOf } from './files.js'
import { openProgress } from './progress.js'
import { openQuestionnaire, today } from './questionnaire.js'
import { openReport } from './report.js'
import { startSaving } from './saving.js'
import { openScorer, ScorerError } from './scorer.js'
import { openStore } from './store.js'
import { openVoice } from './voice.js'
import { catalogue } from './words.js'

const page = document.querySelector('[data-assess]')
const config = JSON.parse(page.querySelector('[data-config]').textContent)
const { framework, version } = page.dataset
const words = catalogue(config.words)
const voice = openVoice(page, words)
const questionnaire = openQuestionnaire(page)
const progress = openProgress(page, questionnaire, words)
const report = openReport(page, words)
const scorer = openScorer(new URL('./worker.js', import.meta.url).href, scorerConfiguration())
const opened = openStore(framework, version)
const saving = startSaving(opened, tellOfSaving)

function scorerConfiguration() {
  const root = new URL(config.root, location.href)
  const at = (address) => new URL(address, root).href
  const { runtime } = config
  return { runtime: { ...runtime, base: at(runtime.base) }, framework: at(config.framework), words: at(config.words_file) }
}

// The assessment file of what the form says.
function assessment() {
  const { taken, name, ...about } = questionnaire.about()
  return {
    format: 'cx-assessment',
    format_version: 1,
    framework: { id: framework, version },
    taken: taken || today(),
    ...about,
    responses: questionnaire.responses(),
    ...(name ? { name } : {}),
  }
}

const downloadAnswers = () => download(`${framework}-${today()}.json`, assessment())
const downloadButton = () => button(words('action.download'), downloadAnswers)

// Saving

function tellOfSaving(state, error) {
  voice.show(words(`saved.${state}`), state)
  if (state === 'saved') {
    voice.settle('storage')
    voice.announce(() => words('saved.announced', { progress: progress.inWords() }))
  }
  if (state === 'failed') {
    console.warn(error)
    voice.complain('storage', words('saved.problem'), { actions: [downloadButton()] })
  }
}

function changed(practice) {
  questionnaire.date()
  questionnaire.mark(practice)
  progress.show(practice)
  stale.add(practice)
  saving.practice(practice, questionnaire.said(practice), questionnaire.about())
  scoreAgain()
}

function changedAbout() {
  stale.add('about')
  saving.about(questionnaire.about())
  scoreAgain()
}

function leftAField() {
  if (questionnaire.date()) changedAbout()
  // A field that was left alone while somebody typed in it gets what another tab wrote, unless its own text came later.
  setTimeout(() => questionnaire.heldBack() && showStored())
}

// Stored answers: read at the start, and again whenever another tab has written

const stale = new Set() // what the visitor changed while the store was being read: what was read of it is out of date
let reading = Promise.resolve()

function showStored() {
  reading = reading.catch(() => {}).then(async () => {
    stale.clear()
    for (const part of saving.unsaved()) stale.add(part)
    const { record, aside } = await (await opened).read(questionnaire.takes)
    questionnaire.fill(record?.assessment ?? { responses: {} }, record?.drafts, { except: stale, sparing: true })
    progress.show()
    for (const entry of aside) offer(entry)
    return Object.keys(record?.assessment.responses ?? {}).length
  })
  return reading
}

async function restore() {
  try {
    const count = await showStored()
    if (count) voice.tell(words('saved.restored', { count }))
    ;(await opened).onElsewhere(follow)
  } catch (error) {
    tellOfSaving('failed', error)
  }
}

async function follow() {
  const count = await showStored()
  voice.tell(words('saved.elsewhere'))
  if (count) scoreAgain()
  else forgetResult()
}

// What an earlier visit stored and this page cannot use is offered at every visit, until its owner removes it.
function offer({ key, reason, record }) {
  const kind = `aside-${key}`
  const text = words('setaside.text', { reason: words(`setaside.reason.${reason.key}`, reason) })
  const take = () => download(`${framework}-set-aside-${key}.json`, record.assessment ?? record)
  const forget = async () => {
    await (await opened).forget(key)
    voice.settle(kind)
  }
  voice.complain(kind, text, { actions: [button(words('setaside.download'), take), button(words('setaside.forget'), forget)] })
}

// The result

let asked = 0 // the number of results asked for; only the answer to the last one is shown
let wanted = false // whether the visitor has asked for a result and not deleted it since
let again

async function score({ quietly = false } = {}) {
  const mine = ++asked
  if (!quietly) report.say(scorer.ready ? 'report.working' : 'report.starting')
  try {
    await scorer.start()
    const { html } = await scorer.request('report', { assessment: assessment(), site: config.root })
    if (mine !== asked) return
    report.show(html)
    report.say(quietly ? '' : 'report.done')
    voice.settle('scorer')
  } catch (error) {
    if (mine !== asked) return
    if (error.kind === 'input') report.say('report.error', { reason: error.problems.join('; ') })
    else {
      report.say(failureOf(error), { reason: reasonOf(error) })
      tellOfFailure(error)
    }
  }
}

// A result that was asked for follows the answers.
function scoreAgain() {
  if (!wanted) return
  clearTimeout(again)
  // A result that is there changes without a word.
  again = setTimeout(() => wanted && score({ quietly: report.shown }), 150)
}

function forgetResult() {
  wanted = false
  asked += 1
  report.empty()
}

const failureOf = ({ kind }) => (kind === 'stopped' || kind === 'silent' ? 'report.stopped' : 'report.failed')
const reasonOf = (error) => words(`reason.${error instanceof ScorerError ? error.kind : 'stopped'}`)

function tellOfFailure(error) {
  voice.complain('scorer', words(failureOf(error), { reason: reasonOf(error) }), { actions: [downloadButton()] })
}

// The heading is gone to twice: at once, and when the report has made the page long enough to bring it to the top.
async function showReport() {
  wanted = true
  report.goThere()
  await score()
  if (report.attended) report.goThere()
}

// Files and links

async function openFile(file) {
  voice.settle('file')
  voice.tell(words('upload.waiting'))
  try {
    await take(await scorer.request('read', { text: await textOf(file) }))
  } catch (error) {
    refuse('upload', error, { name: file.name })
  }
}

// Somebody's answers that came with the page's address. They replace those that are here only if the visitor says so.
async function openShared(code) {
  history.replaceState(null, '', location.pathname + location.search)
  try {
    if (await take(await scorer.request('open', { code }))) showReport()
  } catch (error) {
    refuse('share', error)
  }
}

async function take({ assessment: read, reviews }) {
  voice.show('')
  const count = Object.keys(read.responses).length
  const present = questionnaire.practices.filter((practice) => Object.values(questionnaire.said(practice)).some(Boolean)).length
  if (present && !(await voice.confirmed('upload', { count, present }))) return false
  questionnaire.fill(read)
  progress.show()
  scoreAgain()
  if (await saving.replace(read)) voice.tell(words('upload.done', { count }))
  if (reviews.length) voice.complain('reviews', words('upload.reviews'), { list: reviews })
  return true
}

function refuse(what, error, values) {
  const complain = (key, list) => {
    voice.show('')
    voice.complain('file', words(key, values), { list, goThere: true })
  }
  if (error.kind === 'input') {
    complain(`${what}.bad`, [...error.problems, ...(error.more ? [words('upload.more', { count: error.more })] : [])])
  } else if (error.reason) complain(`upload.${error.reason}`)
  else {
    complain(`${what}.unscored`)
    tellOfFailure(error)
  }
}

async function shareAnswers() {
  voice.settle('file')
  try {
    const { code } = await scorer.request('share', { assessment: assessment() })
    voice.offerLink(`${location.origin}${location.pathname}#a=${code}`)
  } catch (error) {
    refuse('share', error)
  }
}

async function remove() {
  if (!(await voice.confirmed('delete'))) return
  questionnaire.fill({ responses: {} })
  progress.show()
  forgetResult()
  for (const notice of page.querySelectorAll('[data-notice^="aside-"], [data-notice="file"]')) notice.remove()
  if (await saving.remove()) voice.tell(words('delete.done'))
}

// Start

function listen() {
  const { form } = questionnaire
  const action = (name) => page.querySelector(`[data-action="${name}"]`)
  form.addEventListener('submit', (event) => event.preventDefault())
  form.addEventListener('input', ({ target }) => {
    const practice = target.closest('[data-practice]')?.dataset.practice
    if (practice) changed(practice)
    else changedAbout()
  })
  form.addEventListener('click', ({ target }) => {
    const practice = target.closest('[data-action="clear"]')?.dataset.for
    if (!practice) return
    questionnaire.clear(practice)
    changed(practice)
  })
  form.addEventListener('focusout', leftAField)
  action('report').addEventListener('click', showReport)
  action('download').addEventListener('click', downloadAnswers)
  action('share').addEventListener('click', shareAnswers)
  action('print').addEventListener('click', () => window.print())
  action('delete').addEventListener('click', remove)
  action('upload').addEventListener('change', ({ target }) => {
    const [file] = target.files
    target.value = ''
    if (file) openFile(file)
  })
  addEventListener('scroll', () => requestAnimationFrame(progress.follow), { passive: true })
  addEventListener('hashchange', () => {
    if (location.hash === '#report') showReport()
    if (location.hash.startsWith('#a=')) openShared(location.hash.slice(3))
  })
  // A page that comes back from the browser's memory was deaf to other tabs meanwhile.
  addEventListener('pageshow', ({ persisted }) => persisted && showStored())
  addEventListener('beforeunload', (event) => saving.unsaved().size && event.preventDefault())
}

function unfold() {
  const wide = matchMedia('(min-width: 60.0625em)')
  const outline = page.querySelector('[data-outline]')
  const fit = () => (outline.open = wide.matches)
  fit()
  wide.addEventListener('change', fit)
  for (const part of page.querySelectorAll('[data-enhanced]')) part.hidden = false
}

listen()
unfold()
for (const practice of questionnaire.practices) questionnaire.mark(practice)
progress.show()
await restore()
progress.follow()
performance.mark('cx:form-ready')
scorer.start().then(() => performance.mark('cx:scorer-ready'), tellOfFailure)
if (location.hash === '#report') showReport()
else if (location.hash.startsWith('#a=')) openShared(location.hash.slice(3))
else if (location.hash) document.getElementById(location.hash.slice(1))?.scrollIntoView()
