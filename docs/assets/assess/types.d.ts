// What the page's scripts hand to each other. The state and all that is in it are never changed, only replaced.

import type { AssessmentFile, Failure, Form, Kinds, Opened, Planned, Read, Response, Sheet } from './contract.d.ts'

/** What the page knows of its questionnaire. */
export interface Model {
  framework: string
  version: string
  practices: readonly Practice[]
  /** The models through which its answers can be seen, by their ids. */
  others: readonly string[]
}

export interface Practice {
  id: string
  name: string
  section: string
  /** The labels of the answers that the form offers, by their values. */
  choices: ReadonlyMap<string, string>
  /** Whether a quick look asks it. */
  marked?: boolean
}

/**
 * Texts by field: `basic-training` for the answer, `basic-training.evidence` for a note, `:taken` for what is about the whole
 * (no practice begins with a colon). An empty field is absent; in a change, an empty text empties the field.
 */
export type Fields = ReadonlyMap<string, string>

/** All that is kept of one assessment. */
export interface Content {
  fields: Fields
  /** What a file says of an assessment and the form has no field for, such as that a team agreed on it. */
  rest: Pick<AssessmentFile, 'id' | 'agreed'>
  /** Names of practices to look at again, until the visitor has. */
  reviews: readonly string[]
}

/** What a write brings: first `whole` replaces everything, then the fields follow. */
export interface Change {
  fields: Fields
  whole?: Content
  /** `whole` is what became of the record of this version; it counts only while that record is still there. */
  from?: string
  reviewed?: boolean
  aside?: readonly Aside[]
  /** Of what a journal kept: when each field was said, and under the empty name when all else was (milliseconds since 1970). */
  times?: ReadonlyMap<string, number>
}

/** Something that this page cannot use and does not drop. */
export interface Aside {
  reason: { key: string; version?: string; count?: number }
  record: unknown
}

export interface AsideEntry extends Aside {
  key: number
  /** What it was set aside for; earlier versions of this page did not say. */
  assessment?: string
}

/** A record of the store. */
export interface StoredRecord {
  /** What is wanted of the plan, as `wish.js` writes it. */
  plan?: string
  schema: 2
  id: string
  framework: string
  /** Of a next round: the day of the answers that it began with, and the practices whose answer is not confirmed yet. */
  round?: string
  unconfirmed?: readonly string[]
  /** The assessment that this one is a copy of, as it was or as it might be; empty for one that is no copy. */
  of: string
  /** It was made beside others: what is said on a page that has opened none does not join it. */
  apart?: true
  changed: string
  assessment: AssessmentFile
  /** What was typed for a practice where no response can hold it. */
  drafts: { [practice: string]: Draft }
  reviews: readonly string[]
  /** When each field was said, and under the empty name when everything was replaced (milliseconds since 1970). */
  times?: ReadonlyMap<string, number>
}

export interface Draft {
  reason?: string
  evidence?: string
  evidence_date?: string
  evidence_owner?: string
}

/** What the store says after it was read or written. */
export interface Synced {
  id: string | null
  content: Content | null
  times: ReadonlyMap<string, number>
  /** The record, where it is of an earlier version of the model: nothing has been written. */
  older: { version: string; assessment: AssessmentFile; drafts: { [practice: string]: Draft }; round?: string; unconfirmed?: readonly string[] } | null
  /** The assessment that it was made from; empty for one that was made from none. */
  of: string
  aside: readonly AsideEntry[]
  /** What pages left behind of the assessment that this page is of, as is known now. */
  left: Change | null
}

export interface Refused {
  kind: 'input' | 'timeout' | 'silent' | Failure
  problems: readonly string[]
  more: number
}

export interface Text {
  key: string
  values?: { [name: string]: string | number }
  /** The key of a text that stands in this one as its `{reason}`. */
  reason?: string
  /** What stands in it as its `{counts}`. */
  counts?: Counts
}

/** How many practices are in each state; what has no answer at all is open. */
export interface Counts {
  answered: number
  dont_know: number
  not_applicable: number
  open: number
}

/** Why nothing is stored. After `gone` the page holds what was, and stores it again only if its visitor wants that. */
export type Why = 'failed' | 'refused' | 'full' | 'blocked' | 'outdated' | 'gone'

export interface Storage {
  state: 'opening' | 'open' | 'failed' | 'outdated'
  /** The one thing that the store is doing; it does one after the other, so that what is read is never out of date. */
  busy: 'read' | 'write' | 'remove' | null
  /** Whether to read again, because another tab has written or the page was away. */
  again: 'elsewhere' | 'returned' | null
  /** After a failure nothing is tried until something happens that gives a reason to. */
  held: boolean
  /** The assessment that the page is of, for as long as it is open; null until there is one. */
  id: string | null
  /** The assessment that it was made from; empty for one that was made from none. */
  of: string
  /** Whether the page's address or its entry in the browser's history names it. */
  named: boolean
  /** What the store holds, as far as it is known. */
  known: Content | null
  writing: Change | null
  waiting: Change | null
  /** A wish to delete everything, and what was typed after it. */
  removing: { since: Change | null } | null
  confirmed: boolean
  trouble: number
  why: Why
}

export type Tab = 'result' | 'plan' | 'time' | 'models' | 'share'

/** What a tab shows: HTML that the scorer made. Only the answer to the last question counts; one that was asked quietly says nothing. */
export interface Panel {
  asked: number
  quiet: boolean
  html: string | null
  shown: number
  status: Text | null
}

export type PanelKind = 'report' | 'plan' | 'trend' | 'through' | 'short'

/** What is printed: the open tab alone, the report on one page, or all of it. */
export type Part = 'tab' | 'page' | 'report'

/** A file beside the answers of the page. Until it has been read, nothing is said of it; one that is of no use has no assessment. */
export interface Beside {
  id: number
  name: string
  said: Text | string | null
  assessment: AssessmentFile | null
  /** Which of the visitor's own it is; a file is none. */
  kept?: string
}

/** Another assessment of the visitor's, which can be set beside this one. */
export interface Kept {
  id: string
  name: string
  day: string
}

/** Another model and what corresponds, as the texts of their files. */
export type Other = Pick<Kinds['through']['payload'], 'framework' | 'crosswalk'>

/** What a visitor wants of the plan. All but `done` is kept with the answers. */
export type Wish = Planned & { begins: string }

/** A link in the address: on its way to be opened, open to be looked at, or refused. */
export interface Link {
  id: number
  code: string
  content: Content | null
  /** What of it has no place in this version of the model. */
  kept: Read['kept']
  refused: Opened['refused']
  /** Whether a copy of it is on its way to the disk. */
  keeping: boolean
}

export interface Question {
  id: number
  kind: 'delete' | 'upload'
  read?: Read
}

/** How the questions are shown: one at a time on a narrow screen, unless the visitor wants all of them. */
export interface View {
  narrow: boolean
  all: boolean
}

export interface State {
  model: Model
  /** From the page to the site's root. */
  site: string
  /** The page's own address. */
  address: string
  /** The ids of all models that the site has a questionnaire of. */
  models: readonly string[]
  /** Whether an app shows the page in a browser of its own. */
  app: boolean
  /** Whether the scorer is not to start before it is needed. */
  sparing: boolean
  today: string
  serial: number
  /** Whether the visitor wants a quick look, as long as no answer says so. */
  quick: boolean
  view: View
  /** Where a visitor is who sees one question at a time: the address of the question, of the list of answers or of the result, or none. */
  at: string
  /** Whether they came there from the list of all answers. */
  changing: boolean
  place: { section: number; stop: number }
  /** What a browser put back into the form by itself, until it is known whether anything is stored. */
  restored: Fields
  storage: Storage
  /** Answers of an earlier version of the model, on their way into this one. */
  older: (NonNullable<Synced['older']> & { asked: number; read: Read | null }) | null
  asides: readonly AsideEntry[]
  /** `percent` of what it takes to start has come. */
  scorer: { state: 'idle' | 'starting' | 'ready' | 'failed'; kind: Refused['kind']; trouble: number; percent: number }
  /** The tab of the result that is open, once one is wanted. */
  tab: Tab
  wanted: boolean
  report: Panel
  plan: Panel & { done: readonly string[]; order: number | null; outlook: string; taking: { id: number; form: Form } | null }
  trend: Panel & { beside: readonly Beside[] }
  /** The visitor's other assessments of this model, as far as they have been asked for. */
  kept: readonly Kept[]
  /** The answers through another model: which one, the texts that have come, and whether those of this one did not. */
  through: Panel & { model: string | null; texts: ReadonlyMap<string, Other>; failed: boolean }
  /** The report in short, and a table of it on its way. */
  short: Panel & { text: string; markdown: string; taking: { id: number; form: Sheet } | null }
  /** A file on its way into the form. */
  file: { id: number; name: string } | null
  link: Link | null
  share: { id: number } | null
  offer: { id: number; address: string; copied: 'script' | 'hand' | null } | null
  questions: readonly Question[]
  refusal: { id: number; text: Text; list: readonly string[]; more: number } | null
  /** Removing failed, of the whole or of what was set aside. */
  unremoved: number
  /** The last download that could not hold every note. */
  downloaded: number
  /** What this browser does not offer, by when that was found; keeping goes on without. */
  lacking: { channel: number; journal: number; persistence: number }
  /** How many answers were given on this page. */
  given: number
  /** How many sections had no open question when it was last said aloud that all is saved; -1 before it has been. */
  heard: number
  told: Text | null
  /** The last time that the visitor replaced or deleted everything; then no field is spared. */
  replaced: number
  dismissed: ReadonlyMap<string, number>
}

export interface Notice {
  kind: string
  /** A dismissed notice comes back when its cause is another one. */
  cause: number
  text: Text
  list?: readonly string[]
  more?: number
  practices?: readonly Practice[]
  actions: readonly { key: string; event: Event }[]
}

type Asked = PanelKind | 'tasks' | 'table' | 'beside' | 'read' | 'share' | 'open'
type Scored = { [K in Asked]: { type: 'answered'; id: number; kind: K; value: Kinds[K]['value'] } }

export type Event =
  | { type: 'started'; id: string | null; fields: Fields; touched: boolean; hash: string; seen?: string }
  | { type: 'typed'; field: string; text: string }
  | { type: 'left' }
  | { type: 'scrolled'; section: number; stop: number }
  | { type: 'all-questions' }
  | { type: 'rest' }
  | { type: 'resized'; narrow: boolean; seen: string }
  | { type: 'view'; all: boolean; seen: string }
  | { type: 'next' }
  | { type: 'back' }
  | { type: 'next-open'; passed: number }
  | { type: 'lead'; hash: string; entry?: boolean }
  | { type: 'synced'; synced: Synced }
  | { type: 'unsynced'; why: Why; left: Change | null }
  | { type: 'removed' }
  | { type: 'unremoved' }
  | { type: 'elsewhere'; id?: string }
  | { type: 'returned' }
  | { type: 'keep-again' }
  | { type: 'lacking'; what: keyof State['lacking'] }
  | { type: 'superseded' }
  | { type: 'forget'; key: number }
  | { type: 'forgotten'; key: number }
  | { type: 'unforgotten' }
  | { type: 'scorer-progress'; percent: number }
  | { type: 'scorer-ready' }
  | { type: 'scorer-over'; kind: Refused['kind']; asked: boolean }
  | { type: 'try-again' }
  | { type: 'tab'; tab: Tab }
  | { type: 'score' }
  | Scored[keyof Scored]
  | { type: 'unanswered'; id: number; kind: Asked; error: Refused }
  | { type: 'planned'; wish: Partial<Wish> }
  | { type: 'take-plan'; form: Form }
  | { type: 'print'; part: Part }
  | { type: 'take-table'; form: Sheet }
  | { type: 'copy-lines'; form: 'text' | 'markdown' }
  | { type: 'compare'; files: readonly { name: string; file: Blob }[] }
  | { type: 'uncompare'; id: number }
  | { type: 'kept'; kept: readonly Kept[] }
  | { type: 'compare-kept'; kept: Kept }
  | { type: 'confirm'; practice: string }
  | { type: 'next-round' }
  | { type: 'created'; id: string; place: string }
  | { type: 'uncreated' }
  | { type: 'through'; model: string }
  | { type: 'fetched'; id: number; model: string; texts: Other }
  | { type: 'unfetched'; id: number; kind: 'load' | 'altered' }
  | { type: 'file'; name: string; file: Blob }
  | { type: 'file-read'; id: number; text: string }
  | { type: 'file-unread'; id: number; reason: 'large' | 'unread' }
  | { type: 'hash'; hash: string }
  | { type: 'keep-link' }
  | { type: 'close-link' }
  | { type: 'share' }
  | { type: 'copy' }
  | { type: 'copied'; by: 'script' | 'hand' }
  | { type: 'share-closed' }
  | { type: 'delete' }
  | { type: 'decided'; id: number; yes: boolean }
  | { type: 'download' }
  | { type: 'download-notes' }
  | { type: 'download-aside'; key: number }
  | { type: 'download-older' }
  | { type: 'bring-back'; key: number }
  | { type: 'dismiss'; kind: string; cause: number }
  | { type: 'reload' }
  | { type: 'shelf' }

export type Effect =
  | { type: 'sync'; change: Change | null; id: string | null; known: Content | null; said: boolean; opening: boolean }
  | { type: 'journal'; change: Change | null; id: string | null }
  | { type: 'name'; id: string | null }
  | { type: 'persist' }
  | { type: 'remove'; id: string | null }
  | { type: 'forget'; key: number }
  | { type: 'start-scorer' }
  | { [K in Asked]: { type: 'ask'; id: number; kind: K; payload: Kinds[K]['payload'] } }[Asked]
  | { type: 'fetch'; id: number; model: string }
  | { type: 'later'; event: Event; after: number }
  | { type: 'announce'; what: 'saved' | 'told' }
  | { type: 'read-file'; id: number; file: Blob }
  | { type: 'list-kept'; but: string | null }
  | { type: 'read-kept'; id: number; kept: string }
  | { type: 'download'; name: string; value: unknown }
  | { type: 'download-text'; name: string; text: string }
  | { type: 'download-workbook'; name: string; base64: string }
  | { type: 'copy'; text: string }
  | { type: 'clear-address' }
  | { type: 'create'; content: Content; of: string; kept: readonly Aside[]; behind: boolean; place: string }
  | { type: 'go'; address: string }
  | { type: 'leave'; address: string }
  | { type: 'go-to-link' }
  | { type: 'go-to-top' }
  | { type: 'address'; hash: string; instead?: boolean }
  | { type: 'back'; hash: string; anywhere: boolean }
  | { type: 'go-to-stop'; at: string; attended: boolean; from?: string }
  | { type: 'keep-view'; all: boolean }
  | { type: 'print'; part: Part }
  | { type: 'go-to-report'; attended: boolean }
  | { type: 'go-to-notice'; kind: string }
  | { type: 'reload' }

export type { AssessmentFile, Form, Kinds, Opened, Planned, Read, Response, Sheet }
