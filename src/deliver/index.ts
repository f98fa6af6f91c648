export { closePresses } from './dossier/index.ts'
export { listDossiers, makeDossiers, type DossierRow, type MadeDossier } from './make.ts'
export { dossierFile, lastOrder, orderDossiers, type Order } from './order.ts'
export { slice } from './slice.ts'
