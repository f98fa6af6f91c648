import type { Sentences } from './area.ts'

/** The short notes of the paper wall, written with a felt pen while others waited; key: issue area. */
export const notes: Record<string, Sentences> = {
  budget: {
    en: ['Show me the receipt.', 'What does the mayor earn?', 'One budget, one page, one wall!', 'Who owns {firm}?', 'Where do the parking fines go?'],
    es: ['Muéstrenme el recibo.', '¿Cuánto gana el alcalde?', '¡Un presupuesto, una hoja, una pared!', '¿De quién es {firm}?', '¿Adónde van las multas de parqueo?'],
    fr: ['Montrez-moi le reçu.', 'Combien gagne le maire ?'],
    ar: ['أروني الوصل.', 'كم يتقاضى رئيس البلدية؟'],
  },
  water: {
    en: ['Why is the tap dry?', 'Is our water safe to drink?', 'Who drinks our water?', 'Water on which day, please?', 'The hostel has no water after nine'],
    es: ['¿Por qué no sale agua?', '¿Es segura nuestra agua?', '¿Quién se toma nuestra agua?', '¿Qué día hay agua, por favor?', 'La residencia no tiene agua después de las nueve'],
    fr: ['Pourquoi le robinet est-il sec ?', 'Notre eau est-elle potable ?'],
    ar: ['لماذا جف الصنبور؟', 'هل ماؤنا صالح للشرب؟'],
  },
  health: {
    en: ['Where are the nurses?', 'Who took the ambulance?', 'Free clinic, but for whom?', 'Why no vaccine in {town}?', 'How many beds? Honestly.'],
    es: ['¿Dónde están las enfermeras?', '¿Quién se llevó la ambulancia?', 'Posta gratis, ¿para quién?', '¿Por qué no hay vacuna en {town}?', '¿Cuántas camas? De verdad.'],
    fr: ['Où sont les infirmières ?', 'Qui a pris l’ambulance ?'],
    ar: ['أين الممرضات؟', 'من أخذ سيارة الإسعاف؟'],
  },
  schools: {
    en: ['Why does our library close at noon?', 'Who got my scholarship?', 'Show the exam papers.', 'Lab coats yes, lab no. Why?', 'A roof before a statue!'],
    es: ['¿Por qué cierra la biblioteca a mediodía?', '¿A quién le dieron mi beca?', 'Muestren los exámenes.', 'Batas sí, laboratorio no. ¿Por qué?', '¡Primero el techo, después la estatua!'],
    fr: ['Pourquoi la bibliothèque ferme-t-elle à midi ?', 'Qui a eu ma bourse ?'],
    ar: ['لماذا تغلق المكتبة عند الظهر؟', 'من أخذ منحتي؟'],
  },
  police: {
    en: ['Who guards the guards?', 'Why was I searched?', 'Badge numbers, big ones.', 'Where is my bicycle, officer?', 'How many complaints, how many answers?'],
    es: ['¿Quién vigila a los que vigilan?', '¿Por qué me registraron?', 'Número de placa, en grande.', '¿Dónde está mi bicicleta, agente?', '¿Cuántas denuncias, cuántas respuestas?'],
    fr: ['Qui garde les gardiens ?', 'Pourquoi m’a-t-on fouillé ?'],
    ar: ['من يراقب المراقبين؟', 'لماذا فتشتموني؟'],
  },
  prisons: {
    en: ['How many in one cell?', 'Who died inside last year?', 'Bread for prisoners too', 'Let the judges visit.', 'My brother has a name. Where is his file?'],
    es: ['¿Cuántos por celda?', '¿Quién murió adentro el año pasado?', 'Pan también para los presos', 'Que los jueces entren a ver.', 'Mi hermano tiene nombre. ¿Dónde está su expediente?'],
    fr: ['Combien par cellule ?', 'Qui est mort à l’intérieur ?'],
    ar: ['كم شخصا في الزنزانة؟', 'من مات في الداخل؟'],
  },
  elections: {
    en: ['Who counts the counters?', 'Does my vote get lost?', 'Publish the tallies.', 'My dead neighbour votes. Me too?', 'Who paid for the posters?'],
    es: ['¿Quién cuenta a los que cuentan?', '¿Se pierde mi voto?', 'Publiquen las actas.', 'Mi vecino muerto vota. ¿Y yo?', '¿Quién pagó los afiches?'],
    fr: ['Qui compte ceux qui comptent ?', 'Qui a payé les affiches ?'],
    ar: ['من يعد أصواتنا؟', 'من دفع ثمن الملصقات؟'],
  },
  work: {
    en: ['Where is my back pay?', 'What is a fair wage in {town}?', 'Interns eat too.', 'Why does a degree sweep streets?', 'Who hires whom here?'],
    es: ['¿Dónde está mi sueldo?', '¿Cuál es un salario justo en {town}?', 'Los practicantes también comen.', '¿Por qué un título barre la calle?', '¿Quién contrata a quién aquí?'],
    fr: ['Où est mon salaire ?', 'Les stagiaires mangent aussi.'],
    ar: ['أين راتبي؟', 'المتدربون يأكلون أيضا.'],
  },
}
