import type { AreaGrammar } from './area.ts'

export const schools: AreaGrammar = {
  key: 'schools',
  themes: [
    {
      key: 'schools/meals',
      wording: {
        en: 'What is paid per school meal, to whom, and what arrives on the plate?',
        es: '¿Cuánto se paga por cada comida escolar, a quién, y qué llega al plato?',
      },
      signs: ['school meal', 'lunch', 'canteen', 'comida escolar', 'almuerzo', 'comedor', 'cantine', 'وجبات', 'مطعم المدرسة'],
      asks: {
        en: [
          'The school meal in {town} is a biscuit. What does {firm} <charge|bill> for each child?',
          'Who <weighs|counts> the rice that is sent to the canteen in {town}? A sack goes in, half a sack is cooked.',
          'Why did lunch stop in {month} at the school on {street} although it {+was|was not+} paid for until the end of the year?',
        ],
        es: [
          'La comida escolar en {town} es una galleta. ¿Cuánto <cobra|factura> {firm} por cada niño?',
          '¿Quién <pesa|cuenta> el arroz que mandan al comedor de {town}? Entra un saco y se cocina medio.',
          '¿Por qué se acabó el almuerzo en {month} en la escuela de la {street} si {+estaba|no estaba+} pagado hasta fin de año?',
        ],
        fr: ['À la cantine de {town}, le repas est un biscuit. Que facture {firm} pour chaque enfant ?'],
        ar: ['وجبات المدرسة في {town} قطعة بسكويت واحدة، فكم تقبض شركة {firm} عن كل طفل؟'],
      },
    },
    {
      key: 'schools/roofs',
      wording: {
        en: 'Which school buildings are unsafe, what is planned for each, and when?',
        es: '¿Qué edificios escolares son inseguros, qué está previsto en cada uno y para cuándo?',
      },
      signs: ['roof', 'classroom wall', 'cracks in the', 'techo', 'grieta', 'toit', 'fissure', 'سقف', 'شقوق'],
      asks: {
        en: [
          'The roof of our school in {town} fell in on {date}. When will the children stop having lessons <under a tree|in the church>?',
          'There are cracks in the classroom wall in {town} that a hand fits into. Who <inspected|passed> the building?',
          'Where did the {amount} for the roof of the school on {street} <go|end up>? It still rains on the desks.',
        ],
        es: [
          'El techo de nuestra escuela en {town} se cayó el {date}. ¿Hasta cuándo darán clase <bajo un árbol|en la iglesia>?',
          'En el aula de {town} hay una grieta donde entra la mano. ¿Quién <inspeccionó|aprobó> el edificio?',
          '¿Adónde fueron a <parar|dar> los {amount} para el techo de la escuela de la {street}? Sigue lloviendo en los pupitres.',
        ],
        fr: [
          'Le toit de notre école à {town} est tombé le {date}. Jusqu’à quand la classe sous un arbre ?',
          'Où sont passés les {amount} pour le toit de l’école de la {street} ? Il pleut encore sur les tables.',
        ],
        ar: ['سقط سقف مدرستنا في {town} في {date}، فإلى متى يدرس الأطفال تحت شجرة؟', 'أين ذهب مبلغ {amount} المخصص لإصلاح سقف المدرسة في {street}؟'],
      },
    },
    {
      key: 'schools/teachers',
      wording: {
        en: 'How many teaching posts are paid for at each school, and how many are filled?',
        es: '¿Cuántas plazas de docentes se pagan en cada escuela y cuántas están cubiertas?',
      },
      signs: ['teacher', 'maestr', 'profesor', 'docente', 'enseignant', 'instituteur', 'professeur', 'معلم', 'مدرسين'],
      asks: {
        en: [
          'On paper there are {n} teachers in {town}. On a normal morning we <count|find> four. Who draws the other salaries?',
          'Why has the school in {town} had no <maths|science> teacher since {month}, and who hides the vacancy?',
          'How are teachers chosen in {town}: by exam, or by {official} and a <telephone|handshake>?',
        ],
        es: [
          'En el papel hay {n} maestros en {town}. Una mañana normal <contamos|encontramos> cuatro. ¿Quién cobra los otros sueldos?',
          '¿Por qué la escuela de {town} no tiene profesor de <matemáticas|ciencias> desde {month} y quién esconde la vacante?',
          '¿Cómo eligen a los docentes en {town}: por examen o por {official} y <el teléfono|un apretón de manos>?',
        ],
        fr: ['Sur le papier il y a {n} enseignants à {town} ; un matin normal, nous en comptons quatre. Qui touche le reste ?'],
        ar: ['على الورق هناك {n} معلما في {town} ولا نجد في الصباح سوى أربعة، فمن يقبض بقية الرواتب؟'],
      },
    },
    {
      key: 'schools/books',
      wording: {
        en: 'Where are the textbooks and tablets that were bought for pupils?',
        es: '¿Dónde están los libros y las tabletas comprados para los alumnos?',
      },
      signs: ['textbook', 'tablet', 'school books', 'libros de texto', 'tableta', 'libro', 'manuels', 'tablettes', 'كتب', 'أجهزة لوحية'],
      asks: {
        en: [
          '{n} pupils share one textbook in {town}. Which warehouse are the <others|new ones> in?',
          'The ministry bought tablets for {amount} and in {town} they are on sale in <the market|a shop window>. How is that explained?',
          'Who chose {firm} to print the school books of {year}, with a map on which {town} is <missing|in the sea>?',
        ],
        es: [
          '{n} alumnos comparten un libro de texto en {town}. ¿En qué bodega están los <demás|nuevos>?',
          'El ministerio compró tabletas por {amount} y en {town} se venden en <el mercado|una vitrina>. ¿Cómo se explica?',
          '¿Quién eligió a {firm} para imprimir los libros de {year}, con un mapa donde {town} <no aparece|está en el mar>?',
        ],
        fr: ['{n} élèves se partagent un livre à {town} : dans quel entrepôt sont les manuels neufs ?'],
        ar: ['يتقاسم {n} تلميذا كتابا واحدا في {town}، ففي أي مخزن توجد الكتب الجديدة؟'],
      },
    },
    {
      key: 'schools/scholarships',
      wording: {
        en: 'Who received state scholarships, by which marks, and who decided?',
        es: '¿Quién recibió becas del Estado, con qué notas y quién decidió?',
      },
      signs: ['scholarship', 'grant for student', 'beca', 'bourse', 'منح', 'منحة'],
      asks: {
        en: [
          'Who got the {n} scholarships of {year}, with which marks? The list in {town} was <taken down|torn off> in an hour.',
          'My son had the best marks in {town} and lost the scholarship to the nephew of {official}. May we <compare|see> the papers?',
          'Why is the scholarship of {sum} paid out <a year late|in instalments> and without interest?',
        ],
        es: [
          '¿Quiénes recibieron las {n} becas de {year} y con qué notas? La lista de {town} la <quitaron|arrancaron> en una hora.',
          'Mi hijo tuvo las mejores notas de {town} y la beca fue para el sobrino de {official}. ¿Podemos <comparar|ver> los exámenes?',
          '¿Por qué la beca de {sum} se paga <con un año de retraso|en cuotas> y sin intereses?',
        ],
        fr: ['Qui a reçu les {n} bourses de {year}, et avec quelles notes ? La liste affichée à {town} a disparu en une heure.', 'Pourquoi la bourse de {sum} est-elle versée avec un an de retard dans le district ?'],
        ar: ['من حصل على المنح الدراسية لسنة {year} وبأي علامات؟ القائمة في {town} اختفت خلال ساعة.', 'لماذا ذهبت منحة ابني إلى أحد أقارب {official} مع أنه الأول في {town}؟'],
      },
    },
    {
      key: 'schools/buses',
      wording: {
        en: 'Which school bus routes are paid for, and which of them run?',
        es: '¿Qué rutas de autobús escolar se pagan y cuáles circulan?',
      },
      signs: ['school bus', 'bus to school', 'autobus escolar', 'bus escolar', 'transporte escolar', 'car scolaire', 'ramassage scolaire', 'الحافلة المدرسية', 'حافلة'],
      asks: {
        en: [
          'The school bus from {town} is paid for and does not <come|exist>. Who signs the mileage sheet every month?',
          'My girls walk {n} minutes along a road without a verge. When does the school bus to {town} <return|come back>?',
          'Why does {firm} hold the school bus contract for {town} when it <owns|has> one van and no licence?',
        ],
        es: [
          'El bus escolar de {town} está pagado y no <pasa|existe>. ¿Quién firma la hoja de kilómetros cada mes?',
          'Mis hijas caminan {n} minutos por una ruta sin orilla. ¿Cuándo <vuelve|regresa> el transporte escolar a {town}?',
          '¿Por qué tiene {firm} el contrato del autobús escolar de {town} si <posee|tiene> una furgoneta y ninguna licencia?',
        ],
        fr: ['Le car scolaire de {town} est payé et ne passe jamais. Qui signe la feuille de route chaque mois ?'],
        ar: ['الحافلة المدرسية في {town} مدفوعة الأجر ولا تمر أبدا، فمن يوقع ورقة المسافات كل شهر؟'],
      },
    },
  ],
  stories: {
    en: [
      'I teach two classes in one room in {town}, back to back.',
      'My son is eight and does his homework on the steps of the post office on {street}.',
      'We parents in {town} painted the school ourselves last {month}.',
      'I am in the last year at school and I have had {n} substitute lessons.',
      'My grandchildren cross a river to get to class in {town}.',
      'The head teacher of our school was moved on {date}, without a word.',
      'There are {n} children in the first class in {town} and one toilet.',
      'I clean the school on {street} and I see what is thrown away.',
    ],
    es: [
      'Doy clase a dos grupos en un solo salón en {town}, espalda con espalda.',
      'Mi hijo tiene ocho años y hace la tarea en las gradas del correo de la {street}.',
      'Los padres de {town} pintamos la escuela nosotros mismos en {month}.',
      'Estoy en el último año y he tenido {n} clases con suplente.',
      'Mis nietos cruzan un río para ir a clase en {town}.',
      'A la directora de nuestra escuela la trasladaron el {date} sin decir palabra.',
      'Hay {n} niños en primer grado en {town} y un solo baño.',
      'Limpio la escuela de la {street} y veo lo que se tira.',
    ],
    fr: [
      'J’enseigne à deux classes dans une seule salle à {town}, dos à dos.',
      'Nous, les parents de {town}, avons repeint l’école nous-mêmes.',
      'La directrice de notre école a été mutée le {date} sans un mot.',
      'Il y a {n} enfants au cours préparatoire et une seule toilette.',
    ],
    ar: [
      'أدرس صفين في قاعة واحدة في {town} ظهرا لظهر.',
      'نحن أولياء الأمور في {town} دهنا المدرسة بأيدينا.',
      'نقلت مديرة مدرستنا في {date} دون كلمة واحدة.',
      'في الصف الأول {n} طفلا ومرحاض واحد.',
    ],
  },
  follows: {
    en: [
      'The inspector comes once a year and always on a holiday.',
      'The parents’ committee wrote {n} letters and got one stamp.',
      'My daughter asked me this, and I had no answer for her.',
      'In {town2} the same thing was settled in a week, before the election.',
      'We will come with our own chairs if that is what is missing.',
      'The delivery book at the school says "received" on {date}.',
      'Somebody should ask the cooks, they remember everything.',
      'A school is not a favour from {official}.',
    ],
    es: [
      'El inspector viene una vez al año y siempre en feriado.',
      'El comité de padres mandó {n} cartas y recibió un sello.',
      'Me lo preguntó mi hija y no supe qué contestarle.',
      'En {town2} lo mismo se arregló en una semana, antes de las elecciones.',
      'Llevamos nuestras propias sillas si eso es lo que falta.',
      'El libro de entregas de la escuela dice "recibido" el {date}.',
      'Pregúntenles a las cocineras, que se acuerdan de todo.',
      'Una escuela no es un favor de {official}.',
    ],
    fr: [
      'L’inspecteur vient une fois par an, toujours un jour férié.',
      'Ma fille me l’a demandé et je n’ai pas su répondre.',
      'Demandez aux cuisinières, elles se souviennent de tout.',
      'Le comité des parents a envoyé {n} lettres et reçu un tampon.',
    ],
    ar: [
      'يأتي المفتش مرة في السنة ودائما في يوم عطلة.',
      'سألتني ابنتي عن ذلك ولم أعرف بماذا أجيب.',
      'اسألوا الطباخات فهن يتذكرن كل شيء.',
      'أرسلت لجنة الأولياء {n} رسالة ولم تتلق سوى ختم.',
    ],
  },
}
