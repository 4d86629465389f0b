import { addVerb } from './add';
import { batchVerb, breakVerb, delayVerb, hiatusVerb } from './amend';
import { backupVerb } from './backup';
import { calendarVerb } from './calendar';
import { catalogVerb } from './catalog';
import { completionVerb } from './completion';
import { configVerb } from './config';
import { decideVerb } from './decide';
import { digestVerb } from './digest';
import { doctorVerb } from './doctor';
import { droppedVerb } from './dropped';
import { editVerb } from './edit';
import { episodesVerb } from './episodes';
import { exportVerb } from './export';
import { helpVerb } from './help';
import { logVerb, redoVerb, undoVerb } from './history';
import { holdVerb } from './hold';
import { importVerb } from './import';
import { infoVerb } from './info';
import { listVerb } from './list';
import { moodsVerb } from './moods';
import { nextVerb } from './next';
import { planVerb } from './plan';
import { promptVerb } from './prompt';
import { refreshVerb } from './refresh';
import { followVerb, releasesVerb, releaseVerb } from './releases';
import { remindVerb } from './remind';
import { removeVerb } from './remove';
import { reportVerb } from './report';
import { reviewVerb } from './review';
import { searchVerb } from './search';
import { serveVerb } from './serve';
import { statsVerb } from './stats';
import { dropVerb, pauseVerb, resumeVerb, statusVerb } from './status';
import type { Verb } from './verb';
import { verdictVerb } from './verdict';
import { verdictsVerb } from './verdicts';
import { watchVerb } from './watch';

export const ALL: readonly Verb[] = [
  addVerb,
  batchVerb,
  breakVerb,
  delayVerb,
  hiatusVerb,
  backupVerb,
  calendarVerb,
  catalogVerb,
  completionVerb,
  configVerb,
  decideVerb,
  digestVerb,
  doctorVerb,
  droppedVerb,
  editVerb,
  episodesVerb,
  exportVerb,
  helpVerb,
  logVerb,
  redoVerb,
  undoVerb,
  holdVerb,
  importVerb,
  infoVerb,
  listVerb,
  moodsVerb,
  nextVerb,
  planVerb,
  promptVerb,
  refreshVerb,
  followVerb,
  releasesVerb,
  releaseVerb,
  remindVerb,
  removeVerb,
  reportVerb,
  reviewVerb,
  searchVerb,
  serveVerb,
  statsVerb,
  dropVerb,
  pauseVerb,
  resumeVerb,
  statusVerb,
  verdictVerb,
  verdictsVerb,
  watchVerb,
];
