export { addQuestion, editQuestion, listQuestions, noQuestion, questionById, type Question } from './question.ts'
export { slice } from './slice.ts'
