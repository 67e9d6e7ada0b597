// What page and worker say to each other: the one description of it. The compiler holds the page's scripts to it, and
// tests/page/test_contract.py holds what `cxcore.bridge` takes and returns to it, with the same compiler.
//
// To the worker go `Message`s, from it come `Reply`s. Starting is a request too, so that a failure to start is an answer.

/** An assessment file (docs/about/sharing.md). */
export interface AssessmentFile {
  format: 'cx-assessment'
  format_version: 1
  framework: { id: string; version: string }
  taken: string
  respondent: { label: string; group: string }
  responses: { [practice: string]: Response }
  id?: string
  name?: string
  mode?: 'full' | 'quick'
  agreed?: boolean
}

/** What was said of a practice: exactly one of the first three. */
export type Response = ({ answer: string } | { not_applicable: string } | { dont_know: true }) & Notes

export interface Notes {
  evidence?: string
  evidence_date?: string
  evidence_owner?: string
}

/** An assessment that was read, in the version of the model that the page has. */
export interface Read {
  assessment: AssessmentFile
  /** Names of the practices that somebody should look at again, since the file was of an earlier version. */
  reviews: string[]
  /** Responses, by the practices of their own version, that have no place in this one, or not the place they had. */
  kept: { [practice: string]: Response }
}

/** What was sent, as it is read by a team's model; null where it answers another one, or where there is nothing to read. */
export type Collected =
  | { made_for: { id: string; version: string }; read: Read | null; refused: null }
  | { made_for: null; read: null; refused: 'empty' | 'cut' | 'damaged' | 'newer' | 'other' }

/** A code that was opened, or why it was not. */
export type Opened =
  | { read: Read; made_for: null; refused: null }
  | { read: null; made_for: { id: string; version: string } | null; refused: 'empty' | 'cut' | 'damaged' | 'newer' | 'foreign' | 'other' }

/**
 * What a visitor wants of a plan: the stage to reach (the next one where that is null), what is not to be raised, efforts of their own
 * (knowledge, time, resources), who leads its steps, and steps to be seen as done.
 */
export interface Planned {
  target: number | null
  done: readonly string[]
  excluded: readonly string[]
  efforts: { readonly [practice: string]: readonly number[] }
  owners: { readonly [practice: string]: string }
}

export type Form = 'text' | 'calendar' | 'jira' | 'azure-boards' | 'github-projects' | 'planner'

export type Sheet = 'csv' | 'xlsx'

/** What somebody has sent: the text of a file, or a share code. */
export type Brought = { text: string } | { code: string }

export interface Team {
  /** Of whom another assessment counts: the places of both, and whether they are equal. */
  duplicates: { place: number; counted: number; copy: boolean }[]
  team: object | null
  html: string
  /** The answers of the model, from low to high. */
  answers: { id: string; name: string }[]
  /** The practices to talk about, what people disagree on first. */
  topics: Topic[]
}

export interface Topic {
  practice: string
  name: string
  disputed: boolean
  /** The id of the answer in the middle; null where nobody gave one, or too few to show it. */
  median: string | null
  /** Whether one may say that it does not apply. */
  not_applicable: boolean
  html: string
}

export interface Outcome {
  html: string
  ok: boolean
  problems: { field: string; message: string }[]
}

/** The requests by their kinds: what is asked with, and what comes back. */
export interface Kinds {
  start: { payload: Start; value: null }
  /** `site` leads from the page to the site's root. `report` is a report file; the page shows its HTML. */
  report: { payload: { assessment: AssessmentFile; site: string }; value: { report: object; html: string } }
  /** The report in short: a few lines, as plain text and as Markdown, and one page. `address` is the site's whole address. */
  short: { payload: { assessment: AssessmentFile; site: string; address: string }; value: { text: string; markdown: string; html: string } }
  /** The report's table: as text, or a workbook's bytes. */
  table: { payload: { assessment: AssessmentFile; form: Sheet }; value: { text: string } | { base64: string } }
  /** The cheapest plan to a stage. `target` is the stage's order; `outlook` says where one stands once the steps seen as done are. */
  plan: { payload: Planned & { assessment: AssessmentFile; site: string }; value: { plan: object; html: string; target: number; outlook: string } }
  /** The same plan as tasks: lines, a calendar or a tracker's table. Days are year-month-day; `made` stamps the calendar. */
  tasks: { payload: Planned & { assessment: AssessmentFile; site: string; form: Form; begins: string; made: string }; value: { text: string } }
  /** Two or more assessments over time, of this version of the model or of earlier ones, and how far it is to a stage (`target`, as of a plan). */
  trend: { payload: { assessments: readonly AssessmentFile[]; target: number | null; site: string }; value: { trend: object; html: string } }
  /** A file to be laid beside the answers, in its own version; null for one that is of no use. What is said tells of it, or why. */
  beside: { payload: { text: string }; value: { assessment: AssessmentFile | null; said: string } }
  /** The answers seen through another model: its JSON, and that of what corresponds. */
  through: { payload: { assessment: AssessmentFile; framework: string; crosswalk: string; site: string }; value: { crosswalk: object; html: string } }
  /** The text of an assessment file. */
  read: { payload: { text: string }; value: Read }
  /** A share code of these answers. */
  share: { payload: { assessment: AssessmentFile }; value: { code: string } }
  /** What became of a link: its answers to look at, or why there are none; for a code of another model, which one. */
  open: { payload: { code: string }; value: Opened }
  /** What somebody has sent, a file or a code, for a team of this model, which may be another one than it was made for. */
  collect: { payload: { framework: string } & Brought; value: Collected }
  /** Assessments read together; of fewer than two people there is nothing to be read. */
  team: { payload: { framework: string; assessments: readonly AssessmentFile[]; keep: boolean; site: string }; value: Team }
  /** One of the calculator's forms. */
  calculate: { payload: { form: string; fields: { [name: string]: string } }; value: Outcome }
}

export type Kind = keyof Kinds

/** A file of the site, as the build made it: its size in bytes, and its hash in hexadecimal digits. */
export interface Part {
  address: string
  size: number
  sha256: string
}

/** What the scorer starts with. The calculator and the team's page have no framework. */
export interface Parts {
  loader: Part
  code: Part
  wasm: Part
  python: Part
  words: Part
  framework?: Part
}

/** What a page says of its scorer: the code of its worker, and addresses that lead from the site's root. */
export interface Setup {
  worker: string
  base: string
  lock: object
  parts: Parts
}

/** The files of another model and of what corresponds, by the model's id; fetched when their reader wants them. */
export type Others = { [model: string]: { framework: Part; crosswalk: Part } }

/** What the worker is told. `base` is the folder of Pyodide, `site` the whole address of the site's root; `fresh` is past the browser's cache. */
export type Start = Omit<Setup, 'worker'> & { site: string; fresh: boolean }

export type Message = { [K in Kind]: { id: number; kind: K; payload: Kinds[K]['payload'] } }[Kind]

/** What `Bridge.handle` answers, whatever it was asked. */
export type Answer<K extends Kind> = { ok: true; value: Kinds[K]['value'] } | { ok: false; error: Refusal }

/** Why a request was refused: at most ten problems, in words, and the number of those that are not listed. */
export interface Refusal {
  problems: string[]
  more: number
}

/** The worker's own failures have a kind; then nothing can be asked of it any more. */
export type Failure = 'load' | 'altered' | 'wasm' | 'memory' | 'start' | 'stopped'

/** While it starts, the worker says how many of all bytes have come. */
export type Reply =
  | { id: number; arrived: number; total: number; ok?: undefined }
  | { id: number; ok: true; value: Kinds[Kind]['value'] }
  | { id: number; ok: false; error: Refusal & { kind?: undefined } }
  | { id: number; ok: false; error: { kind: Failure; problems: string[]; more?: undefined } }
