import type { Sentences } from './area.ts'

/** Who speaks, whatever the issue area: stands before a question. */
export const anyStories: Sentences = {
  en: [
    'I have lived in {town} for {days} years.',
    'I am writing this from the bus between {town} and {town2}.',
    'My grandmother told me to ask, since she cannot type.',
    'This has bothered the whole of {street} for {days} weeks.',
    'I asked it at the counter on {date} and was sent to another counter.',
    'We talked about it at supper in {town} until the candle was down.',
    'I never post anything, so please take this seriously.',
    'We heard the campaign on the radio in {town} and stopped the machine.',
    'My class chose this question by a show of hands, {n} to three.',
    'I left the country in {year} and I still want to know.',
  ],
  es: [
    'Vivo en {town} desde hace {days} años.',
    'Escribo esto desde el bus entre {town} y {town2}.',
    'Mi abuela me mandó a preguntar porque ella no escribe en el teléfono.',
    'Esto tiene molesta a toda la {street} desde hace {days} semanas.',
    'Lo pregunté en ventanilla el {date} y me mandaron a otra ventanilla.',
    'Lo hablamos en la cena en {town} hasta que se acabó la vela.',
    'Yo nunca publico nada, así que tómenlo en serio.',
    'Oímos la campaña por la radio en {town} y paramos la máquina.',
    'Mi clase eligió esta pregunta a mano alzada, {n} contra tres.',
    'Me fui del país en {year} y todavía quiero saberlo.',
  ],
  fr: [
    'J’habite à {town} depuis {days} ans.',
    'J’écris ceci dans le car entre {town} et {town2}.',
    'Ma grand-mère m’a dit de poser la question, elle n’écrit pas sur un téléphone.',
    'Je l’ai demandé au guichet le {date} et on m’a envoyé à un autre guichet.',
    'Nous avons entendu la campagne à la radio et arrêté la machine.',
    'J’ai quitté le pays en {year} et je veux toujours savoir.',
  ],
  ar: [
    'أعيش في {town} منذ {days} سنة.',
    'أكتب هذا من الحافلة بين {town} و{town2}.',
    'طلبت مني جدتي أن أسأل لأنها لا تكتب على الهاتف.',
    'سألت عند الشباك في {date} فأرسلوني إلى شباك آخر.',
    'سمعنا عن الحملة في الإذاعة فأوقفنا الآلة وأصغينا.',
    'تركت البلاد سنة {year} وما زلت أريد أن أعرف.',
  ],
}

/** What anybody may add, whatever the issue area: stands after a question. */
export const anyFollows: Sentences = {
  en: [
    'I have asked {n} times and I have the letters to show it.',
    'A date, a sum and a signature, that is all.',
    'Please do not tell us that it is complicated.',
    '{official} promised it in {town} on {date}, in front of witnesses.',
    'People in {town2} ask the same, only more quietly.',
    'We are not against anybody, we just want to read it ourselves.',
    'I will print the answer and hang it up on {street}.',
    'Whoever knows should say so, no names needed.',
    'It cannot be a secret if {n} people signed for it.',
    'My children will ask me the same one day, and I would like to have an answer.',
    'Answer before {month}, please, while some of us still remember.',
    'That is my question, it fits on one line and so may the answer.',
    'The newspaper wrote about it in {year} and never again.',
    'I am told to come back on {weekday}, as I was last time.',
  ],
  es: [
    'Lo he preguntado {n} veces y tengo las cartas para probarlo.',
    'Una fecha, una suma y una firma, nada más.',
    'Por favor no nos digan que es complicado.',
    '{official} lo prometió en {town} el {date}, delante de testigos.',
    'La gente de {town2} pregunta lo mismo, solo que más bajito.',
    'No estamos contra nadie, queremos leerlo nosotros mismos.',
    'Voy a imprimir la respuesta y colgarla en la {street}.',
    'Quien sepa que lo diga, no hacen falta nombres.',
    'No puede ser secreto si lo firmaron {n} personas.',
    'Mis hijos me lo van a preguntar un día y quisiera tener respuesta.',
    'Contesten antes de {month}, mientras alguien se acuerde.',
    'Esa es mi pregunta, cabe en un renglón y la respuesta también.',
    'El diario lo publicó en {year} y nunca más.',
    'Me dicen que vuelva el {weekday}, igual que la otra vez.',
  ],
  fr: [
    'Je l’ai demandé {n} fois et j’ai les lettres pour le prouver.',
    'Une date, une somme et une signature, c’est tout.',
    'Ne nous dites pas que c’est compliqué, s’il vous plaît.',
    '{official} l’a promis le {date}, devant témoins.',
    'Nous ne sommes contre personne, nous voulons le lire nous-mêmes.',
    'J’imprimerai la réponse et je l’afficherai dans la {street}.',
    'Cela ne peut pas être secret si {n} personnes l’ont signé.',
    'On me dit de revenir {weekday}, comme la dernière fois.',
  ],
  ar: [
    'سألت {n} مرة ومعي الرسائل التي تثبت ذلك.',
    'تاريخ ومبلغ وتوقيع، لا أكثر.',
    'لا تقولوا لنا إن الأمر معقد من فضلكم.',
    'وعد بذلك {official} في {date} أمام الشهود.',
    'لسنا ضد أحد، نريد فقط أن نقرأ بأنفسنا.',
    'سأطبع الجواب وأعلقه في {street}.',
    'لا يمكن أن يكون سرا وقد وقعه {n} شخصا.',
    'يقولون لي عد يوم {weekday} كما قالوا في المرة السابقة.',
  ],
}

/** Decoration before a text: never enough to make two texts the same. */
export const greetings: Sentences = {
  en: ['Good morning.', 'Hello everyone.', 'Dear all,', 'Good evening from {town}.', 'Listen to this.', 'A simple question:'],
  es: ['Buenos días.', 'Hola a todos.', 'Estimados:', 'Buenas noches desde {town}.', 'Oigan esto.', 'Una pregunta sencilla:'],
  fr: ['Bonjour.', 'Bonsoir à tous.', 'Une question simple :', 'Salut à tous !'],
  ar: ['صباح الخير.', 'السلام عليكم.', 'سؤال بسيط:', 'مرحبا بالجميع.'],
}

/** Decoration after a text: many different texts end with the same slogan. */
export const slogans: Sentences = {
  en: ['Let it be known!', 'It is our money.', 'We are listening.', 'Open the books.', 'The people ask, the state answers.', 'No more drawers!'],
  es: ['¡Que se sepa!', 'Es nuestra plata.', 'Estamos escuchando.', 'Abran los libros.', 'El pueblo pregunta, el Estado responde.', '¡No más cajones!'],
  fr: ['Que cela se sache !', 'C’est notre argent.', 'Ouvrez les livres.', 'Nous écoutons.'],
  ar: ['من حقنا أن نعرف!', 'هذا مالنا.', 'افتحوا الدفاتر.', 'نحن نصغي إليكم.'],
}

/** What somebody writes above a post they quote: says something of its own. */
export const quoteAdditions: Sentences = {
  en: [
    'Exactly the same here in {town}, since {month}.',
    'Ask this one first, please.',
    'I worked there until {year} and I can confirm every word.',
    'Not only there. Come to {street} and look.',
    'Has anybody seen a reply to this one yet? I have not.',
    'In {town2} it is the other way round, and nobody explains that either.',
    'My aunt asked this {n} months ago, on paper.',
    'This. And who pays for it in {town}?',
    'I was there on {date}. It was worse than that.',
    'Careful, in {town} they will say the file got wet.',
  ],
  es: [
    'Exactamente lo mismo aquí en {town}, desde {month}.',
    'Esta primero, por favor.',
    'Trabajé ahí hasta {year} y confirmo cada palabra.',
    'No solo ahí. Vengan a la {street} y miren.',
    '¿Alguien vio ya una respuesta a esto? Yo no.',
    'En {town2} es al revés y tampoco lo explica nadie.',
    'Mi tía lo preguntó hace {n} meses, por escrito.',
    'Esto. ¿Y quién lo paga en {town}?',
    'Estuve ahí el {date}. Fue peor.',
    'Ojo, que en {town} van a decir que se mojó el expediente.',
  ],
  fr: [
    'Exactement pareil ici à {town}, depuis {month}.',
    'Celle-ci en premier, s’il vous plaît.',
    'J’y ai travaillé jusqu’en {year} et je confirme chaque mot.',
    'Pas seulement là-bas. Venez voir dans la {street}.',
  ],
  ar: [
    'الأمر نفسه هنا في {town} منذ {month}.',
    'أجيبوا عن هذا السؤال أولا من فضلكم.',
    'عملت هناك حتى سنة {year} وأؤكد كل كلمة.',
    'ليس هناك فقط. تعالوا إلى {street} وانظروا.',
  ],
}
