import type { AreaGrammar } from './area.ts'

export const budget: AreaGrammar = {
  key: 'budget',
  themes: [
    {
      key: 'budget/roadworks',
      wording: {
        en: 'What did each road and bridge contract cost, who won it, and what was finished?',
        es: '¿Cuánto costó cada contrato de caminos y puentes, quién lo ganó y qué se terminó?',
      },
      signs: ['bridge', 'road contract', 'resurfac', 'asphalt', 'puente', 'asfalt', 'repaviment', 'pont ', 'bitume', 'جسر', 'تعبيد'],
      asks: {
        en: [
          'What became of the {amount} for the bridge at {town}? There is one pillar and <a sign|a painted board>.',
          '{street} has been resurfaced on paper three times since {year}. May we <see|inspect> the receipts?',
          'How did {firm} win the asphalt contract for {town} with an offer that was {percent} % <higher|dearer>?',
        ],
        es: [
          '¿Qué fue de los {amount} para el puente de {town}? Hay un pilar y <un letrero|una valla pintada>.',
          'La {street} fue repavimentada en el papel tres veces desde {year}. ¿Podemos <ver|revisar> los recibos?',
          '¿Cómo ganó {firm} el contrato de asfalto de {town} con una oferta {percent} % más <alta|cara>?',
        ],
        fr: ['Que sont devenus les {amount} prévus pour le pont de la {street} ? Il y a un pilier et un panneau.'],
        ar: ['أين ذهب مبلغ {amount} المخصص للجسر في {town}؟ لا يوجد سوى عمود واحد ولافتة.'],
      },
    },
    {
      key: 'budget/cars',
      wording: {
        en: 'How much is spent on official cars, fuel and drivers, and for whom?',
        es: '¿Cuánto se gasta en autos oficiales, combustible y choferes, y para quién?',
      },
      signs: ['official car', 'fuel bill', 'litres of fuel', 'possible to drive', 'possible to travel', 'autos oficiales', 'vehiculos oficiales', 'combustible', 'gasolina', 'voitures de fonction', 'carburant', 'على الوقود', 'سيارات رسمية'],
      asks: {
        en: [
          'How many official cars does the council of {town} own, and <who drives them|where do they go> on Sundays?',
          'The fuel bill of the district office was {amount} in {month}. How far is it possible to <drive|travel> on an island?',
          'Why does {official} need {n} litres of fuel a day to go from the flat to {street} and back?',
        ],
        es: [
          '¿Cuántos autos oficiales tiene el concejo de {town} y <quién los maneja|adónde van> los domingos?',
          'La oficina del distrito gastó {amount} en combustible en {month}. ¿Cuánto se puede <recorrer|andar> en una isla?',
          '¿Para qué necesita {official} {n} litros de gasolina al día si vive a dos cuadras de la {street}?',
        ],
        fr: [
          'Combien de voitures de fonction possède la mairie de {town}, et qui les conduit le dimanche ?',
          'Le bureau du district a dépensé {amount} en carburant au mois de {month} : peut-on voir le registre ?',
        ],
        ar: ['أنفق مكتب الإقليم {amount} على الوقود في شهر {month}، فهل يمكن أن نرى السجل؟', 'كم عدد ما يملكه مجلس {town} من سيارات رسمية، ومن يقودها أيام العطل؟'],
      },
    },
    {
      key: 'budget/advisers',
      wording: {
        en: 'Who are the paid advisers and consultants, what do they earn, and what did they deliver?',
        es: '¿Quiénes son los asesores y consultores pagados, cuánto ganan y qué entregaron?',
      },
      signs: ['adviser', 'consultan', 'asesor', 'consultoria', 'conseillers', 'مستشار'],
      asks: {
        en: [
          'Who are the {n} advisers on the payroll of the ministry, and <what have they written|on what do they advise>?',
          '{firm} got {amount} for a consultancy on transparency. May we <read|have> the study?',
          'Is it true that the adviser to {official} {+is|is not+} a cousin of the governor, as they <say|whisper> in {town}?',
        ],
        es: [
          '¿Quiénes son los {n} asesores en la planilla del ministerio y <qué han escrito|en qué asesoran>?',
          'A {firm} le pagaron {amount} por una consultoría sobre transparencia. ¿Podemos <leer|pedir> el estudio?',
          '¿Es cierto que el asesor de {official} {+es|no es+} primo del gobernador, como <dicen|se cuenta> en {town}?',
        ],
        fr: ['Qui sont les {n} conseillers payés par le ministère, et qu’ont-ils écrit depuis {year} ?'],
        ar: ['من هم المستشارون المدرجون في كشوف رواتب الوزارة وعددهم {n}، وماذا كتبوا منذ سنة {year}؟'],
      },
    },
    {
      key: 'budget/travel',
      wording: {
        en: 'Who travelled abroad with public money, for how long, and with what result?',
        es: '¿Quién viajó al extranjero con dinero público, cuánto tiempo y con qué resultado?',
      },
      signs: ['travel money', 'delegation', 'trip abroad', 'per diem', 'viatico', 'delegacion', 'viaje', 'voyage', 'سفر', 'وفد'],
      asks: {
        en: [
          'A delegation of {n} people flew to a <two-day|weekend> fair about fishing. Who were they and what did it cost?',
          'How much did {official} <claim|receive> in travel money in {year}, and is there one report to read?',
          'Why does the mayor of {town} <need|get> a per diem of {sum} to attend a meeting in the capital?',
        ],
        es: [
          'Una delegación de {n} personas voló a una feria de pesca de <dos días|un fin de semana>. ¿Quiénes eran y cuánto costó?',
          '¿Cuánto <cobró|recibió> {official} en viáticos durante {year}, y hay aunque sea un informe?',
          '¿Por qué el alcalde de {town} <necesita|cobra> viáticos por {sum} para una reunión en la capital?',
        ],
        fr: ['Une délégation de {n} personnes est partie à une foire sur la pêche : qui étaient-elles et à quel prix ?'],
        ar: ['سافر وفد من {n} شخصا إلى معرض للصيد البحري، فمن هم وكم كلفت الرحلة؟'],
      },
    },
    {
      key: 'budget/council',
      wording: {
        en: 'Where can the full town budget and its monthly spending be read, line by line?',
        es: '¿Dónde se puede leer, línea por línea, el presupuesto municipal y su gasto mensual?',
      },
      signs: ['town budget', 'line by line', 'council spend', 'spending of the council', 'presupuesto municipal', 'presupuesto de', 'linea por linea', 'budget de la mairie', 'budget municipal', 'ميزانية البلدية', 'ميزانية'],
      asks: {
        en: [
          'Why can nobody in {town} read the town budget <line by line|page by page> when it is our money?',
          'The notice board in {town} still shows the council spending of {year}. Who <has|keeps> the rest?',
          'I asked for the town budget and got a photocopy with {n} lines <blacked out|painted over>. What is under them?',
        ],
        es: [
          '¿Por qué nadie en {town} puede leer el presupuesto municipal <línea por línea|hoja por hoja> si es plata nuestra?',
          'La cartelera de {town} sigue mostrando el presupuesto de {year}. ¿Quién <tiene|guarda> lo demás?',
          'Pedí el presupuesto municipal y me dieron una fotocopia con {n} renglones <tachados|en negro>. ¿Qué hay debajo?',
        ],
        fr: ['Pourquoi personne à {town} ne peut-il lire le budget municipal, ligne par ligne, puisque c’est notre argent ?', 'J’ai demandé le budget de la mairie et j’ai reçu {n} lignes noircies. Que cachent-elles ?'],
        ar: ['لماذا لا يستطيع أحد في {town} أن يقرأ ميزانية البلدية سطرا سطرا وهي من مالنا؟', 'طلبت ميزانية البلدية فأعطوني نسخة فيها {n} سطرا مطموسا، فماذا تحتها؟'],
      },
    },
    {
      key: 'budget/relief',
      wording: {
        en: 'How was the storm relief fund shared out, and who got the houses?',
        es: '¿Cómo se repartió el fondo por la tormenta y quién recibió las casas?',
      },
      signs: ['relief', 'storm fund', 'storm', 'fondo de la tormenta', 'damnificad', 'tormenta', 'tempete', 'sinistres', 'العاصفة', 'المنكوبين'],
      asks: {
        en: [
          'Of the {amount} storm relief for {town}, how much <reached|got to> a family with no roof?',
          '{n} relief houses were handed over in {town} and half stand <empty|locked>. Who holds the keys?',
          'We are still under plastic on {street}. Where is the <list|register> of those who got storm money?',
        ],
        es: [
          'De los {amount} por la tormenta para {town}, ¿cuánto <llegó|tocó> a una familia sin techo?',
          'En {town} entregaron {n} casas para damnificados y la mitad está <vacía|con llave>. ¿Quién tiene las llaves?',
          'Seguimos bajo plástico en la {street}. ¿Dónde está la <lista|nómina> de quienes cobraron por la tormenta?',
        ],
        fr: ['Sur les {amount} d’aide après la tempête, combien sont arrivés chez une famille de {town} ?'],
        ar: ['كم وصل من {amount} المخصصة لضحايا العاصفة إلى عائلة واحدة بلا سقف في {town}؟'],
      },
    },
  ],
  stories: {
    en: [
      'I keep the accounts of a football club with {n} members and I have to show every receipt.',
      'Our neighbourhood raised the money for a street lamp by selling pastries in {town}.',
      'I was a clerk in the treasury for nineteen years and never saw a closed ledger.',
      'The council of {town} meets behind a door that locks from inside.',
      'A new fountain was opened on {date}, and it has already been switched off.',
      'There is a marble plaque on {street} for a health post that was never built.',
      'My taxes went up in {month}, by letter, without a reason.',
      'I have filed the same request for information {n} times.',
    ],
    es: [
      'Llevo las cuentas de un club de fútbol con {n} socios y tengo que mostrar cada recibo.',
      'En nuestro barrio juntamos para un farol vendiendo empanadas en {town}.',
      'Fui empleada de la tesorería diecinueve años y nunca vi un libro cerrado.',
      'El concejo de {town} se reúne detrás de una puerta que se tranca por dentro.',
      'El {date} inauguraron una fuente nueva y ya la apagaron.',
      'En la {street} hay una placa de mármol por una posta que nunca se construyó.',
      'En {month} me subieron los impuestos por carta y sin motivo.',
      'He presentado la misma solicitud de información {n} veces.',
    ],
    fr: [
      'Je tiens les comptes d’un club de {n} membres et je dois montrer chaque reçu.',
      'Le conseil de {town} se réunit derrière une porte qui ferme de l’intérieur.',
      'Il y a dans la {street} une plaque de marbre pour un dispensaire jamais construit.',
      'J’ai déposé {n} fois la même demande d’accès à l’information.',
    ],
    ar: [
      'أمسك حسابات ناد رياضي فيه {n} عضوا وعلي أن أبرز كل وصل.',
      'يجتمع مجلس {town} خلف باب يغلق من الداخل.',
      'في {street} لوحة رخامية لمستوصف لم يبن قط.',
      'قدمت الطلب نفسه للحصول على المعلومات {n} مرة.',
    ],
  },
  follows: {
    en: [
      'The treasurer told me the printer was broken, four visits in a row.',
      'In {town2} they publish it on the wall of the market, so it can be done.',
      'The audit office opened a file on {date} and closed it the same afternoon.',
      'A spreadsheet would be enough, nobody is asking for gold letters.',
      'The company has its address in a flat above {street}.',
      'If there is nothing to hide, then put it on the door.',
      'Each of us pays {percent} % on bread and nobody shows us a receipt.',
      'The website of the ministry says "coming soon" since {year}.',
    ],
    es: [
      'El tesorero me dijo cuatro veces seguidas que la impresora estaba dañada.',
      'En {town2} lo pegan en la pared del mercado, o sea que se puede.',
      'La contraloría abrió el expediente el {date} y lo cerró esa misma tarde.',
      'Con una hoja de cálculo basta, nadie pide letras de oro.',
      'La empresa tiene su domicilio en un departamento de la {street}.',
      'Si no hay nada que esconder, que lo pongan en la puerta.',
      'Pagamos {percent} % por el pan y a nosotros nadie nos muestra un recibo.',
      'La página del ministerio dice "muy pronto" desde {year}.',
    ],
    fr: [
      'Le trésorier m’a dit quatre fois de suite que l’imprimante était en panne.',
      'Un simple tableau suffirait, personne ne demande des lettres d’or.',
      'S’il n’y a rien à cacher, qu’on l’affiche sur la porte.',
      'Le site du ministère affiche « bientôt disponible » depuis {year}.',
    ],
    ar: [
      'قال لي أمين الصندوق أربع مرات متتالية إن الطابعة معطلة.',
      'يكفينا جدول بسيط، لا أحد يطلب حروفا من ذهب.',
      'إن لم يكن هناك ما يخفى فليعلقوه على الباب.',
      'موقع الوزارة يقول «قريبا» منذ سنة {year}.',
    ],
  },
}
