import type { Sentences } from './area.ts'

/** What rides on a hashtag without asking anything; `reason` is that of the desk's discard. */
export interface Noise {
  key: string
  reason: 'spam' | 'abuse' | 'off-topic' | 'not-actionable' | 'test'
  signs: string[]
  says: Sentences
}

export const noise: Noise[] = [
  {
    key: 'spam/coins', reason: 'spam', signs: ['coin', 'crypto', 'wallet', 'moneda digital', 'cripto', 'billetera', 'cryptomonnaie', 'عملة رقمية'],
    says: {
      en: ['Turn {n} lirios into {amount} with GannetCoin, my wallet doubled in {days} days!', 'The crypto signal group that banks hate. Join before {hour}, only {n} seats left.', 'I was a clerk, now I trade coins from the beach. Write WALLET and I show you how in {days} minutes.'],
      es: ['Convierte {n} lirios en {amount} con GannetCoin, ¡mi billetera se dobló en {days} días!', 'El grupo de señales cripto que los bancos odian. Entra antes de las {hour}, quedan {n} cupos.', 'Yo era cajero y ahora vivo de la moneda digital en la playa. Escribe BILLETERA y te enseño en {days} minutos.'],
      fr: ['Transformez {n} lirios en {amount} grâce à notre cryptomonnaie, résultats en {days} jours !'],
      ar: ['حول {n} ليريو إلى {amount} مع عملة رقمية مضمونة خلال {days} يوما!'],
    },
  },
  {
    key: 'spam/stars', reason: 'spam', signs: ['horoscope', 'tarot', 'your sign', 'horoscopo', 'tu signo', 'amarre', 'voyante', 'الأبراج'],
    says: {
      en: ['Your horoscope for {weekday}: money arrives from {town}. Full reading for {n} lirios.', 'Mother Celestine reads the tarot by telephone, {n} years of experience, love returns in {days} days.'],
      es: ['Tu horóscopo del {weekday}: llega dinero de {town}. Lectura completa por {n} lirios.', 'Madre Celestina hace amarres de amor por teléfono, {n} años de experiencia, tarot gratis la primera vez.'],
      fr: ['Madame Céleste, voyante à {town}, retour de l’être aimé en {days} jours, paiement après résultat.'],
      ar: ['اكتشف ماذا تقول لك الأبراج ليوم {weekday} مقابل {n} ليريو فقط.'],
    },
  },
  {
    key: 'spam/giveaway', reason: 'spam', signs: ['giveaway', 'free phone', 'win a', 'sorteo', 'gana un', 'regalamos', 'concours gratuit', 'gagnez', 'اربح'],
    says: {
      en: ['GIVEAWAY! Win a fridge from {firm}: follow, share, and tag {n} friends by {weekday}.', 'We have a free phone for the first {n} people from {town} who fill in the form below.'],
      es: ['¡SORTEO! Gana un refrigerador de {firm}: sigue, comparte y etiqueta a {n} amigos antes del {weekday}.', 'Regalamos teléfonos a las primeras {n} personas de {town} que llenen el formulario.'],
      fr: ['Gagnez un réfrigérateur {firm} : abonnez-vous, partagez et invitez {n} amis avant {weekday}.'],
      ar: ['اربح ثلاجة من شركة {firm} إذا دعوت {n} صديقا قبل يوم {weekday}.'],
    },
  },
  {
    key: 'spam/ads', reason: 'spam', signs: ['% off', 'discount', 'loan', 'for sale', 'descuento', 'prestamo', 'se vende', 'oferta', 'soldes', 'credit rapide', 'تخفيض', 'قرض', 'للبيع'],
    says: {
      en: ['Mattresses {percent} % off all week on {street}, {town}. Free delivery over {n} lirios.', 'Fast loan without papers, {amount} in your hand by {hour}. Ask for Don Evaristo in {town}.', 'For sale: moped, {n} thousand kilometres, one owner, {town}. Price to discuss.', 'Learn English in {days} days with the whisper method, discount until {weekday}.'],
      es: ['Colchones con {percent} % de descuento toda la semana en la {street}, {town}. Envío gratis desde {n} lirios.', 'Préstamo rápido sin papeles, {amount} en tu mano a las {hour}. Pregunta por don Evaristo en {town}.', 'Se vende moto, {n} mil kilómetros, un solo dueño, {town}. Precio a convenir.', 'Aprende inglés en {days} días con el método del susurro, oferta hasta el {weekday}.'],
      fr: ['Soldes : matelas à moins {percent} % toute la semaine dans la {street} à {town}.', 'Crédit rapide sans papiers, {amount} en main avant {hour}, appelez-nous.'],
      ar: ['تخفيض {percent} في المئة على الفرش طوال الأسبوع في {street} في {town}.', 'قرض سريع بلا أوراق، {amount} في يدك قبل الساعة {hour}.'],
    },
  },
  {
    key: 'abuse/insults', reason: 'abuse', signs: ['idiots', 'idiot', 'clown', 'crybabies', 'parasites', 'donkey', 'idiotas', 'payaso', 'llorones', 'parasitos', 'burros', 'imbeciles', 'guignols', 'pleurnich', 'حمقى', 'مهرج'],
    says: {
      en: ['You are all idiots, nobody in {town} cares about your little papers.', '{official} is a clown and so is everyone who sends letters to that office.', 'Crybabies. Go and work for {n} hours instead of asking questions.', 'Only parasites from {town} would come up with a hashtag like this.', 'A donkey could run that office better, and the donkey reads more than you.'],
      es: ['Son todos unos idiotas, en {town} a nadie le importan sus papelitos.', '{official} y los que le escriben: puros payasos.', 'Llorones. Vayan a trabajar {n} horas en vez de preguntar.', 'Solo unos parásitos de {town} inventan una etiqueta así.', 'Hasta los burros manejarían mejor esa oficina, y leen más que ustedes.'],
      fr: ['Bande d’imbéciles, personne à {town} ne s’intéresse à vos bouts de papier.', 'Des guignols. Allez travailler {n} heures au lieu de pleurnicher.'],
      ar: ['كلكم حمقى ولا أحد في {town} يهتم بأوراقكم.', '{official} مهرج وكل من يكتب إليه مثله.'],
    },
  },
  {
    key: 'off/life', reason: 'off-topic',
    signs: ['goal in minute', 'match', 'what a goal', 'concert', 'breakfast', 'my cat', 'lost dog', 'soup', 'sunset', 'episode', 'birthday', 'partido', 'golazo', 'concierto', 'desayuno', 'mi gata', 'perrito perdido', 'atardecer', 'capitulo', 'cumpleanos', 'sopa', 'concert', 'coucher de soleil', 'but a la', 'مباراة', 'غروب', 'عيد ميلاد'],
    says: {
      en: ['What a goal in minute {n}! {town} in the final!', 'Who else is at the concert in {town} tonight? Row {n} here.', 'My cat slept through the whole siren test in {town}, {n} minutes of it.', 'Lost dog near {street} in {town}, brown, answers to Biscuit, reward {n} lirios.', 'The sunset over {town} at {evening} today, no filter.', 'Episode {n} of the series was a disappointment, they moved the whole plot to {town}.', 'Happy birthday to my uncle in {town}, {n} years and still dancing.', 'The fish soup on {street} in {town} is back, {n} lirios a bowl, worth the queue.'],
      es: ['¡Golazo al minuto {n}! ¡{town} a la final!', '¿Quién más está en el concierto de {town} esta noche? Fila {n} presente.', 'Mi gata durmió toda la prueba de la sirena en {town}, {n} minutos.', 'Perrito perdido cerca de la {street} en {town}, café, responde a Bizcocho, recompensa {n} lirios.', 'El atardecer en {town} a las {evening} de hoy, sin filtro.', 'El capítulo {n} de la serie decepciona, se llevaron toda la trama a {town}.', 'Feliz cumpleaños a mi tío de {town}, {n} años y sigue bailando.', 'Volvió la sopa de pescado de la {street} en {town}, {n} lirios el plato, vale la fila.'],
      fr: ['Le coucher de soleil sur {town} à {evening}, sans filtre.', 'Quel but à la {n}e minute ! {town} en finale !', 'Qui d’autre est au concert de {town} ce soir ? Rang {n}.'],
      ar: ['يا لها من مباراة! هدف في الدقيقة {n} و{town} في النهائي!', 'غروب الشمس في {town} عند الساعة {evening} بلا أي تعديل.', 'عيد ميلاد سعيد لخالي في {town}، {n} سنة وما زال يرقص.'],
    },
  },
  {
    key: 'off/thanks', reason: 'not-actionable',
    signs: ['thank you to', 'proud of', 'finally somebody', 'good luck', 'gracias a', 'orgullos', 'por fin alguien', 'suerte', 'merci a', 'bravo', 'شكرا', 'بالتوفيق'],
    says: {
      en: ['Thank you to the volunteers in {town}, {n} hours on their feet.', 'So proud of the students who hold up the wall in {town}.', 'Finally somebody asks. I have waited since {year} for this.', 'Good luck from {town}, we are {n} around one radio.'],
      es: ['Gracias a los voluntarios de {town}, {n} horas de pie.', 'Orgullosa de los estudiantes que sostienen el muro en {town}.', 'Por fin alguien pregunta. Lo esperaba desde {year}.', 'Suerte desde {town}, somos {n} alrededor de una radio.'],
      fr: ['Merci à tous les bénévoles de {town}, {n} heures debout.', 'Bravo aux étudiants qui tiennent le mur à {town}.'],
      ar: ['شكرا للمتطوعين في {town} الذين وقفوا ساعات طويلة.', 'بالتوفيق من {town}، نحن {n} شخصا حول مذياع واحد.'],
    },
  },
]

/** Very short and almost empty posts; each is one statement by itself, however many write it. */
export const crumbs: Sentences = {
  en: ['Yes!', 'Me too', 'Well said.', 'Present!', 'Hello', 'Good morning', 'Following', 'Let it be known!', 'test', '👏👏👏', '#LetItBeKnown', '#LetItBeKnown #QueSeSepa', 'When?', 'And {town}?', 'Hello from {town}', 'Answer!', 'We want to know', '✊'],
  es: ['¡Sí!', 'Yo también', 'Bien dicho.', '¡Presente!', 'Hola', 'Buenos días', 'Siguiendo', 'Amén', '¡Que se sepa!', 'prueba', '🙏🙏', '#QueSeSepa', '#QueSeSepa #Almirena', '¿Cuándo?', '¿Y {town}?', 'Hola desde {town}', '¡Respondan!', 'Queremos saber', '💧💧💧'],
  fr: ['Oui !', 'Moi aussi', 'Bonjour', 'Présent !', '#QueSeSepa #Almirène', 'Et {town} ?', 'Quand ?', 'Bien dit.'],
  ar: ['نعم!', 'وأنا أيضا', 'صباح الخير', 'حاضر!', 'متى؟', 'أحسنتم', 'نريد أن نعرف', 'و{town}؟'],
}
