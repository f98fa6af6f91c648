import type { AreaGrammar } from './area.ts'

export const prisons: AreaGrammar = {
  key: 'prisons',
  themes: [
    {
      key: 'prisons/crowding',
      wording: {
        en: 'How many people are held in each prison, for how many beds, and how many of them are still untried?',
        es: '¿Cuántas personas hay en cada cárcel, para cuántas camas, y cuántas siguen sin juicio?',
      },
      signs: ['cell built for', 'overcrowd', 'beds in the prison', 'in one cell', 'hacinamiento', 'celda', 'cellule', 'surpeupl', 'زنزانة', 'اكتظاظ'],
      asks: {
        en: [
          'How many men sleep in one cell in the prison of {town}? My son counted {n}, <in turns|in shifts>.',
          'What is the official number of beds in the prison of {town}, and who <checks|counts> them after dark?',
          'A cell built for eight holds {n} in {town}. Which <judge|inspector> has been inside since {year}?',
        ],
        es: [
          '¿Cuántos hombres duermen en una celda de la cárcel de {town}? Mi hijo contó {n}, <por turnos|en turnos>.',
          '¿Cuántas celdas tiene según el papel la cárcel de {town} y quién las <revisa|cuenta> de noche?',
          'En una celda para ocho meten a {n} en {town}. ¿Qué <juez|inspector> ha entrado desde {year}?',
        ],
        fr: ['Combien d’hommes dorment dans une cellule de la prison de {town} ? Mon fils en a compté {n}.'],
        ar: ['كم رجلا ينام في زنزانة واحدة في سجن {town}؟ لقد عد ابني {n} رجلا.'],
      },
    },
    {
      key: 'prisons/food',
      wording: {
        en: 'What is paid per prisoner per day for food, to whom, and what is served?',
        es: '¿Cuánto se paga al día por la comida de cada preso, a quién, y qué se sirve?',
      },
      signs: ['prison food', 'food in the prison', 'fed in prison', 'ration', 'prison kitchen', 'racion', 'comida de los presos', 'rancho', 'nourriture', 'repas des detenus', 'طعام السجناء', 'طعام'],
      asks: {
        en: [
          'What does {firm} <earn|get> a day for prison food, when my husband in {town} eats boiled rice and nothing else?',
          'Families bring pots to the gate in {town} every {weekday}. So where does the food in the prison <budget|money> go?',
          'Who <signs|certifies> that each prisoner in {town} got a ration of {n} grams of meat?',
        ],
        es: [
          '¿Cuánto <gana|cobra> {firm} al día por la comida de los presos si mi marido en {town} come arroz hervido y nada más?',
          'Las familias llevan ollas a la reja de {town} cada {weekday}. ¿Adónde va entonces la plata <de la ración|de las raciones>?',
          '¿Quién <firma|certifica> que cada preso de {town} recibió una ración de {n} gramos de carne?',
        ],
        fr: [
          'Combien {firm} touche-t-elle par jour pour la nourriture de la prison de {town}, où l’on ne sert que du riz ?',
          'Qui certifie que chaque détenu reçoit une ration de {n} grammes de viande à la prison ?',
        ],
        ar: ['كم تقبض شركة {firm} يوميا عن طعام السجناء في {town} وهم لا يأكلون سوى الأرز؟', 'من يوقع على أن كل سجين في {town} نال حصته من طعام اليوم؟'],
      },
    },
    {
      key: 'prisons/deaths',
      wording: {
        en: 'How many people died in custody in each prison, of what cause, and who investigated?',
        es: '¿Cuántas personas murieron en cada cárcel, por qué causa y quién lo investigó?',
      },
      signs: ['died in prison', 'deaths in prison', 'died in the jail', 'died in the prison', 'murio en la carcel', 'muertes en la carcel', 'murieron en la carcel', 'sont mortes a', 'mort en prison', 'morts en prison', 'مات في السجن', 'ماتوا في سجن', 'مات في سجن'],
      asks: {
        en: [
          'How many people died in the prison of {town} in {year}, and <of what|for what reason>? The ministry says "few".',
          'My nephew died in prison on {date} and the certificate says "{+heart|no known cause+}". Who <wrote|signed> that?',
          'Was there an <autopsy|inquest> for any of the {n} who died in the jail at {town}?',
        ],
        es: [
          '¿Cuántas personas murieron en la cárcel de {town} en {year} y <de qué|por qué causa>? El ministerio dice "pocas".',
          'Mi sobrino murió en la cárcel el {date} y el acta dice "{+corazón|sin causa conocida+}". ¿Quién la <escribió|llenó>?',
          '¿Hubo <autopsia|investigación> por alguna de las {n} muertes en la cárcel de {town}?',
        ],
        fr: ['Combien de personnes sont mortes à {town} en {year} ? Mon neveu est mort en prison et l’acte est vide.'],
        ar: ['كم شخصا ماتوا في سجن {town} سنة {year} ولأي سبب؟ الوزارة تقول «قليل».'],
      },
    },
    {
      key: 'prisons/visits',
      wording: {
        en: 'What are the rules and the lawful charges for visiting a prisoner?',
        es: '¿Cuáles son las reglas y los cobros legales para visitar a un preso?',
      },
      signs: ['visit', 'visita', 'parloir', 'زيارة', 'زيارات'],
      asks: {
        en: [
          'We pay {n} lirios at the gate of {town} for a visit that is free by law. Who <shares|splits> it?',
          'Why was the visit in {town} cut to {n} minutes in {month}, and where is the <order|rule> written down?',
          'My mother is searched <naked|to the skin> before each visit in {town}. Which regulation allows that?',
        ],
        es: [
          'Pagamos {n} lirios en la reja de {town} por una visita que por ley es gratis. ¿Quién se lo <reparte|queda>?',
          '¿Por qué en {month} redujeron la visita en {town} a {n} minutos y dónde está escrita la <orden|norma>?',
          'A mi madre la registran <desnuda|sin ropa> antes de cada visita en {town}. ¿Qué reglamento lo permite?',
        ],
        fr: ['Nous payons {n} lirios à la grille de {town} pour un parloir gratuit selon la loi. Qui se les partage ?'],
        ar: ['ندفع {n} ليريو عند بوابة {town} مقابل زيارة هي مجانية بحكم القانون، فمن يتقاسمها؟'],
      },
    },
    {
      key: 'prisons/untried',
      wording: {
        en: 'How many prisoners have waited more than a year for trial, and in which courts are their files?',
        es: '¿Cuántos presos llevan más de un año esperando juicio y en qué juzgado está su expediente?',
      },
      signs: ['trial', 'hearing', 'sin juicio', 'juicio', 'audiencia', 'proces', 'audience', 'محاكمة', 'جلسة'],
      asks: {
        en: [
          'My brother has waited {days} months in {town} for a trial. How many others are <waiting|in that line>?',
          'How often has a hearing in {town} been put off because <the van had|there was> no petrol? We count {n} times.',
          'Which judge in {town} is <responsible|accountable> for people without a trial since {year}?',
        ],
        es: [
          'Mi hermano lleva {days} meses en {town} esperando juicio. ¿Cuántos más están <esperando|en esa fila>?',
          '¿Cuántas veces se suspendió una audiencia en {town} porque <la furgoneta no tenía|no había> gasolina? Contamos {n}.',
          '¿Qué juez de {town} <responde|se hace cargo> por los que están sin juicio desde {year}?',
        ],
        fr: ['Mon frère attend son procès depuis {days} mois à la prison de {town}. Combien sont-ils dans ce cas ?', 'Combien de fois l’audience a-t-elle été reportée à {town} faute d’essence pour le fourgon ?'],
        ar: ['ينتظر أخي محاكمة منذ {days} شهرا في {town}، فكم غيره ينتظرون مثله؟', 'كم مرة تأجلت جلسة في {town} لأن السيارة بلا وقود؟'],
      },
    },
    {
      key: 'prisons/health',
      wording: {
        en: 'What medical care do prisoners receive, and how are infections reported?',
        es: '¿Qué atención médica reciben los presos y cómo se informan los contagios?',
      },
      signs: ['tuberculosis', 'prison infirmary', 'prison doctor', 'infirmary', 'enfermeria', 'tuberculose', 'infirmerie', 'السل', 'العيادة في السجن', 'عيادة السجن'],
      asks: {
        en: [
          'How many cases of tuberculosis were there in the prison of {town} in {year}, and who was <told|warned>?',
          'The prison infirmary in {town} is used as a <store room|bedroom for guards>. Since when, and who agreed?',
          'Why does the prison infirmary in {town} send the sick to {firm}, at {n} lirios <a pill|per tablet>?',
        ],
        es: [
          '¿Cuántos casos de tuberculosis hubo en la cárcel de {town} en {year} y a quién <avisaron|informaron>?',
          'La enfermería de la cárcel de {town} se usa como <bodega|dormitorio de guardias>. ¿Desde cuándo y quién lo aceptó?',
          '¿Por qué la enfermería de la cárcel de {town} manda comprar a {firm}, a {n} lirios <la pastilla|cada pastilla>?',
        ],
        fr: ['Combien de cas de tuberculose y a-t-il eu à la prison de {town} en {year}, et qui a été prévenu ?'],
        ar: ['كم حالة من مرض السل سجلت في سجن {town} سنة {year}، ومن أبلغ بها؟'],
      },
    },
  ],
  stories: {
    en: [
      'I stand at the gate in {town} at {morning} every {weekday}, with two bags.',
      'I was a guard for eleven years and left with a bad conscience.',
      'My son is inside for a bicycle and has been there since {month}.',
      'We are {n} mothers, and we meet on {street} under a tin roof.',
      'I was released on {date} and I still wake up for the count.',
      'As a lawyer I wait {n} minutes at that gate for a ten-minute talk.',
      'My sister gave birth in the prison of {town2}.',
      'I deliver bread to the prison in {town}, through a hatch.',
    ],
    es: [
      'Cada {weekday} a las {morning} estoy en la reja de {town} con dos bolsas.',
      'Fui guardia once años y me fui con mala conciencia.',
      'Mi hijo está adentro por una bicicleta y sigue ahí desde {month}.',
      'Somos {n} madres y nos juntamos en la {street} bajo un techo de lata.',
      'Salí libre el {date} y todavía me despierto para el conteo.',
      'Como abogada espero {n} minutos en esa reja para hablar diez.',
      'Mi hermana dio a luz en la cárcel de {town2}.',
      'Entrego pan en la cárcel de {town} por una ventanilla.',
    ],
    fr: [
      'Chaque {weekday} à {morning}, je suis devant la grille avec deux sacs.',
      'J’ai été gardien pendant onze ans et je suis parti la conscience lourde.',
      'Nous sommes {n} mères et nous nous retrouvons dans la {street}.',
      'Je suis sorti le {date} et je me réveille encore pour l’appel.',
    ],
    ar: [
      'أقف أمام بوابة السجن كل أسبوع يوم {weekday} وفي يدي كيسان.',
      'عملت حارسا إحدى عشرة سنة وتركت العمل وضميري مثقل.',
      'نحن {n} أما نجتمع في {street} تحت سقف من الصفيح.',
      'خرجت في {date} وما زلت أستيقظ على موعد العد.',
    ],
  },
  follows: {
    en: [
      'A sentence takes away freedom, not soap.',
      'The director tells us the figures are a matter of security.',
      'We saw the delivery van leave {town} as full as it came on {date}.',
      'Nobody votes for people behind a wall, so nobody counts them.',
      'The chaplain knows, and is not allowed to say.',
      'I ask for a number, not for a pardon.',
      'In {town2} they let the nurses in and nothing terrible happened.',
      'There is a visitor’s book. Let us read {month}.',
    ],
    es: [
      'La condena quita la libertad, no el jabón.',
      'El director nos dice que las cifras son asunto de seguridad.',
      'El {date} vimos salir de {town} el furgón tan lleno como entró.',
      'Nadie vota por los que están tras un muro, por eso nadie los cuenta.',
      'El capellán lo sabe y no le permiten decirlo.',
      'Pido un número, no un indulto.',
      'En {town2} dejaron entrar a las enfermeras y no pasó nada terrible.',
      'Hay un libro de ingresos. Déjennos leer {month}.',
    ],
    fr: [
      'Une peine enlève la liberté, pas le savon.',
      'Le directeur répond que les chiffres relèvent de la sécurité.',
      'L’aumônier le sait et n’a pas le droit de le dire.',
      'Je demande un nombre, pas une grâce.',
    ],
    ar: [
      'العقوبة تسلب الحرية لا الصابون.',
      'يقول لنا المدير إن الأرقام مسألة أمنية.',
      'لا أحد يعد من يعيشون خلف الجدار لأنهم لا يصوتون.',
      'أطلب رقما ولا أطلب عفوا.',
    ],
  },
}
