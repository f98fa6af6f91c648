export { closePresses, type Language } from './dossier/index.ts'
export { listDossiers, makeDossiers, type DossierRow, type MadeDossier } from './make.ts'
