import type { AreaGrammar } from './area.ts'

export const water: AreaGrammar = {
  key: 'water',
  themes: [
    {
      key: 'water/tankers',
      wording: {
        en: 'Who decides the round of the water tankers, and why do some streets get none?',
        es: '¿Quién decide el recorrido de los camiones cisterna y por qué hay calles a las que no llegan?',
      },
      signs: ['tanker', 'cisterna', 'camion-citerne', 'citernes', 'صهريج', 'صهاريج'],
      asks: {
        en: [
          'Who <decides|draws up> the tanker round in {town}, and why does it always end before {street}?',
          'The water tanker in {town} stops <only at|nowhere but> the mayor’s street. Where is the list of stops?',
          'How many tankers does {town} pay for each week, and how many of them actually arrive with water in them?',
        ],
        es: [
          '¿Quién <decide|arma> la ruta del camión cisterna en {town} y por qué termina siempre antes de la {street}?',
          'El camión cisterna de {town} <solo para|se detiene nada más> frente a la casa del alcalde. ¿Dónde está la lista de paradas?',
          '¿Cuántas cisternas paga {town} por semana y cuántas llegan de verdad con agua?',
        ],
        fr: ['Qui décide de la tournée des camions-citernes à {town}, et pourquoi oublie-t-elle toujours la {street} ?'],
        ar: ['من يقرر مسار صهاريج الماء في {town}، ولماذا لا تصل أبدا إلى {street}؟'],
      },
    },
    {
      key: 'water/cuts',
      wording: {
        en: 'How many hours a day is piped water cut in each town, and what is the published schedule worth?',
        es: '¿Cuántas horas al día se corta el agua en cada localidad y para qué sirve el horario publicado?',
      },
      signs: ['water off', 'dry taps', 'taps dry', 'taps have been dry', 'water schedule', 'cortes de agua', 'agua cortada', 'sin agua', 'horario del agua', 'coupures d’eau', 'sans eau', 'انقطاع الماء', 'بلا ماء'],
      asks: {
        en: [
          'Our taps have been dry for {days} days in {town}. Who <keeps|publishes> the real schedule, not the one on the poster?',
          'Why is the water off from {evening} every single night in {town} when the plant says it {+runs|does not run+} at full capacity?',
          '{days} days of dry taps in {street} last summer: is anyone <counting|writing down> the hours we go without?',
        ],
        es: [
          'Llevamos {days} días sin agua en {town}. ¿Quién tiene el horario de verdad, no el del cartel?',
          '¿Por qué hay cortes de agua desde las {evening} todas las noches en {town} si la planta {+dice|no dice+} que trabaja al máximo?',
          '{days} días con el agua cortada en la {street} el verano pasado: ¿alguien <cuenta|anota> las horas que pasamos así?',
        ],
        fr: [
          'Nous sommes restés {days} jours sans eau à {town} : qui tient le vrai calendrier, pas celui de l’affiche ?',
          'Pourquoi les coupures d’eau commencent-elles à {evening} chaque soir dans la {street} ?',
        ],
        ar: ['بقينا {days} يوما بلا ماء في {town}، فمن يملك الجدول الحقيقي لا جدول الملصقات؟', 'لماذا يبدأ انقطاع الماء كل ليلة في {street} دون أي إعلان؟'],
      },
    },
    {
      key: 'water/tests',
      wording: {
        en: 'What did the laboratory find in the drinking water of each town, and where are the results?',
        es: '¿Qué encontró el laboratorio en el agua potable de cada localidad y dónde están los resultados?',
      },
      signs: ['lab result', 'laborator', 'tested the water', 'water test', 'brown water', 'analisis del agua', 'laboratorio', 'agua marron', 'chlorin', 'analyses de l’eau', 'laboratoire', 'مختبر', 'تحاليل الماء'],
      asks: {
        en: [
          'Where are the lab results for the well in {town} <taken|sampled> on {date}? We were told two weeks.',
          'Brown water again in {street}. Has anybody tested the water of {town} since {year}, and who may read the result?',
          'They chlorinate once a month in {town} and call it safe. Which laboratory <signs|puts its name to> that?',
        ],
        es: [
          '¿Dónde están los resultados del laboratorio del pozo de {town}, <tomados|muestreados> el {date}? Nos dijeron dos semanas.',
          'Otra vez agua marrón en la {street}. ¿Alguien hizo un análisis del agua de {town} desde {year} y quién puede leerlo?',
          'En {town} echan cloro una vez al mes y dicen que es segura. ¿Qué laboratorio <firma|respalda> eso?',
        ],
        fr: ['Où sont les analyses de l’eau du puits de {town}, prélevée le {date} ? On nous avait dit deux semaines.'],
        ar: ['أين نتائج المختبر لبئر {town} التي أخذت عينتها في {date}؟ قيل لنا أسبوعان فقط.'],
      },
    },
    {
      key: 'water/bills',
      wording: {
        en: 'How is the water bill calculated when the water does not run, and who checks the meters?',
        es: '¿Cómo se calcula la factura del agua cuando no hay servicio y quién revisa los medidores?',
      },
      signs: ['water bill', 'meter', 'charged for water', 'factura del agua', 'medidor', 'recibo del agua', 'facture d’eau', 'compteur', 'فاتورة الماء', 'عداد'],
      asks: {
        en: [
          'Why did the water bill in {town} rise by {percent} % in the year when the water <came|ran> {n} days fewer?',
          'We are charged for water by an estimate. When was the meter in {street} last read by a <human being|person>?',
          'My water bill is {sum} this quarter and the meter is broken. Who in {town} <hears|receives> complaints?',
        ],
        es: [
          '¿Por qué subió {percent} % la factura del agua en {town} el año en que <llegó|corrió> {n} días menos?',
          'Nos cobran por estimación. ¿Cuándo leyó el medidor de la {street} una persona <de carne y hueso|con nombre>?',
          'Mi recibo del agua es de {sum} este trimestre y el contador está roto. ¿Quién <atiende|recibe> los reclamos en {town}?',
        ],
        fr: ['Pourquoi la facture d’eau a-t-elle augmenté de {percent} % à {town}, l’année où l’eau a coulé {n} jours de moins ?'],
        ar: ['لماذا ارتفعت فاتورة الماء في {town} بنسبة {percent} في المئة في السنة التي شحت فيها المياه؟'],
      },
    },
    {
      key: 'water/dam',
      wording: {
        en: 'What happened to the money and the works of the Aguaclareja pipeline?',
        es: '¿Qué pasó con el dinero y las obras del acueducto de Aguaclareja?',
      },
      signs: ['pipeline', 'pipes that', 'acueducto', 'tuberia', 'aqueduc', 'canalisation', 'خط الأنابيب', 'أنابيب'],
      asks: {
        en: [
          'The pipeline was opened with a ribbon in {year}. Why has not one house in {street} been <connected|joined to it>?',
          '{amount} for a pipeline that ends in a field outside {town}. Can we <see|read> the contract with {firm}?',
          'Who <inspected|signed off> the pipes that {firm} laid in {town}, and how many leak today?',
        ],
        es: [
          'El acueducto se inauguró con cinta y banda en {year}. ¿Por qué no hay una sola casa <conectada|enganchada> en la {street}?',
          '{amount} por un acueducto que acaba en un potrero cerca de {town}. ¿Podemos <ver|leer> el contrato con {firm}?',
          '¿Quién <revisó|recibió> las tuberías que {firm} puso en {town} y cuántas pierden hoy?',
        ],
        fr: ['{amount} pour un aqueduc qui finit dans un champ près de {town} : peut-on lire le contrat avec {firm} ?'],
        ar: ['خط الأنابيب الذي كلف {amount} ينتهي في حقل قرب {town}، فأين العقد مع شركة {firm}؟'],
      },
    },
    {
      key: 'water/wells',
      wording: {
        en: 'Who holds permits to pump groundwater, how much do they take, and what do they pay?',
        es: '¿Quién tiene permiso para bombear agua subterránea, cuánta extrae y cuánto paga?',
      },
      signs: ['groundwater', 'pumping permit', 'permit to pump', 'deep well', 'aguas subterraneas', 'pozo profundo', 'permiso para bombear', 'nappe', 'forage', 'المياه الجوفية', 'آبار عميقة'],
      asks: {
        en: [
          'How much groundwater may {firm} take under the fields of {town}, and what does it <pay|give> for it?',
          'The golf course in {town} has a deep well and we have a bucket. Who <issues|grants> the pumping permits?',
          'Is there a public list of everyone with a permit to pump in {town}? The registry asked me for {sum} to <look|see it>.',
        ],
        es: [
          '¿Cuánta agua puede sacar {firm} de las aguas subterráneas de {town} y cuánto <paga|deja> por ella?',
          'El campo de golf de {town} tiene un pozo profundo y nosotros un balde. ¿Quién <da|otorga> esos permisos?',
          '¿Hay una lista pública de quienes tienen permiso para bombear en {town}? En el registro me pidieron {sum} por <mirarla|verla>.',
        ],
        fr: ['Combien {firm} pompe-t-elle dans la nappe sous {town}, et combien paie-t-elle pour cela ?', 'Qui délivre les autorisations de forage à {town}, et pourquoi la liste n’est-elle pas publique ?'],
        ar: ['كم تسحب شركة {firm} من المياه الجوفية تحت {town}، وكم تدفع مقابل ذلك؟', 'من يمنح رخص حفر آبار عميقة في {town}، ولماذا لا تنشر القائمة؟'],
      },
    },
  ],
  stories: {
    en: [
      'I carry two buckets up {street} before I go to work.',
      'My mother is seventy and fills bottles at {morning} because that is when it trickles.',
      'The school in {town} sends the children home when the cistern is empty.',
      'I run a small bakery in {town} and buy my water from a man with a van.',
      'We dug the ditch for the pipe ourselves, {n} families, with our own shovels.',
      'On {date} the engineer promised us an answer within a month.',
      'The pump house in {town} has had a padlock on it since {month}.',
      'Three children in our building had stomach trouble in the same week.',
    ],
    es: [
      'Subo dos baldes por la {street} antes de ir al trabajo.',
      'Mi madre tiene setenta años y llena botellas a las {morning}, que es cuando gotea.',
      'La escuela de {town} manda a los niños a casa cuando se vacía el tanque.',
      'Tengo una panadería chica en {town} y le compro el agua a un señor con furgoneta.',
      'La zanja del tubo la cavamos nosotros, {n} familias, con nuestras palas.',
      'El {date} el ingeniero nos prometió una respuesta en un mes.',
      'La caseta de bombeo de {town} tiene candado desde {month}.',
      'Tres niños de nuestro edificio enfermaron del estómago la misma semana.',
    ],
    fr: [
      'Je monte deux seaux par la {street} avant d’aller travailler.',
      'Ma mère a soixante-dix ans et remplit des bouteilles à {morning}, quand ça goutte.',
      'L’école de {town} renvoie les enfants quand la cuve est vide.',
      'Le {date}, l’ingénieur nous a promis une réponse sous un mois.',
    ],
    ar: [
      'أحمل دلوين عبر {street} قبل أن أذهب إلى عملي.',
      'أمي في السبعين وتملأ القوارير عند الساعة {morning} حين يقطر الماء.',
      'المدرسة في {town} ترسل الأطفال إلى بيوتهم كلما فرغ الخزان.',
      'في {date} وعدنا المهندس بجواب خلال شهر.',
    ],
  },
  follows: {
    en: [
      'The water company says it is the town hall, the town hall says it is the company.',
      'We have paid every bill since {year} and kept each one of them.',
      'The form asks for the name of the complaint officer, and there is none.',
      'A leak on the main road has run for {days} days, so there is water somewhere.',
      'Even a list on the door of the pump house would do.',
      'I asked {official} in person and was told to be patient.',
      'The cistern at the clinic is filled first, then the hotel, then nobody.',
      'They painted the tank blue instead of mending it.',
    ],
    es: [
      'La empresa dice que es el municipio y el municipio dice que es la empresa.',
      'Hemos pagado cada recibo desde {year} y los guardamos todos.',
      'El formulario pide el nombre del encargado de quejas, y no existe.',
      'Hay una fuga en la calle principal que lleva {days} días corriendo, así que agua hay.',
      'Hasta una hoja pegada en la puerta de la bomba nos serviría.',
      'Se lo pregunté en persona a {official} y me pidió paciencia.',
      'Primero llenan el tanque de la clínica, luego el del hotel y después nada.',
      'Pintaron el tanque de azul en vez de arreglarlo.',
    ],
    fr: [
      'La compagnie dit que c’est la mairie, la mairie dit que c’est la compagnie.',
      'Nous avons payé toutes les factures depuis {year} et nous les avons gardées.',
      'Même une feuille collée sur la porte de la pompe nous suffirait.',
      'On a repeint le réservoir en bleu au lieu de le réparer.',
    ],
    ar: [
      'الشركة تقول إنها البلدية، والبلدية تقول إنها الشركة.',
      'دفعنا كل الفواتير منذ سنة {year} واحتفظنا بها كلها.',
      'تكفينا ورقة معلقة على باب المضخة.',
      'طلوا الخزان بالأزرق بدل أن يصلحوه.',
    ],
  },
}
