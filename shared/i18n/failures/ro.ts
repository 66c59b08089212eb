import type { FailureCode } from '../../kernel/failure.ts';

export const failuresRo = {
  'SCAN-UNKNOWN': 'Codul nu este în lista de prețuri: {{code}}. Verificați eticheta sau chemați managerul.',
  'SCAN-CHECKSUM': 'Codul a fost citit greșit: {{code}}. Scanați încă o dată.',
  'SCAN-LOADING': 'Mărfurile încă se încarcă: {{percent}} %. Scanați din nou peste puțin timp.',
  'BASKET-EMPTY': 'Coșul este gol. Scanați primul produs.',
  'BASKET-LIMIT': 'Coșul are cel mult {{max}} rânduri. Încasați și începeți altul.',
  'BASKET-QUANTITY': 'Cantitatea nu este posibilă. Bucățile sunt întregi, până la {{max}}.',
  'BASKET-LINE': 'Acest rând nu mai este în coș.',
  'MEMBER-NOT-FOUND': 'Niciun membru cu acest card sau telefon. Verificați numărul sau vindeți fără el.',
  'MEMBER-INPUT': 'Introduceți numărul cardului sau telefonul complet.',
  'MEMBER-LOADING':
    'Membrii încă se încarcă: {{percent}} %. Încercați peste câteva minute sau vindeți fără el.',
  'PAY-SHORT': 'Suma nu ajunge: mai lipsesc {{short}}.',
  'PAY-LIMIT': 'Suma este prea mare. Verificați cifrele.',
  'SALE-MISMATCH': 'Sumele s-au schimbat. Verificați coșul și apăsați din nou Încasare.',
  'SALE-PROGRAMME': 'Programul s-a schimbat. Coșul a fost recalculat; apăsați din nou Încasare.',
  'SALE-DONE': 'Acest coș este deja plătit. S-a deschis unul nou.',
  'REDEEM-NEEDS-HQ':
    'Cupoanele pe hârtie de o singură folosire nu pot fi încă folosite la această casă. Scoateți cuponul și încasați bani.',
  'REDEEM-OFFLINE':
    'Fără legătură cu sediul: aici se pot folosi acum doar {{largest}}. Luați atât sau încasați bani.',
  'REDEEM-SHORT': 'Sediul permite {{largest}}. Luați atât sau încasați bani.',
  'REDEEM-ELSEWHERE':
    'Restul este păstrat pentru altă casă, care îl dă înapoi. Acum se pot folosi {{largest}}; încercați din nou peste un minut.',
  'REDEEM-CLOCK':
    'Ceasul acestui calculator este greșit, de aceea nimic din solduri nu poate fi folosit până nu este corect. Acumularea continuă.',
  'REDEEM-REFUSED':
    'Sediul nu dă acestei case dreptul de a folosi solduri. Încasați bani și chemați managerul.',
  'REDEEM-CHANGED':
    'Suma care se poate folosi s-a schimbat: acum este {{largest}}. Alegeți suma din nou; coșul se păstrează.',
  'SIGN-IN-NEEDED': 'Mai întâi autentificați-vă.',
  'SHIFT-NEEDED': 'Mai întâi deschideți tura.',
  'PIN-WRONG': 'PIN greșit. Încercări rămase: {{left}}.',
  'PIN-LOCKED': 'Prea multe PIN-uri greșite. Așteptați {{seconds}} s sau chemați managerul.',
  'ENROL-NEEDED': 'Casa nu este încă înregistrată. Cereți un cod de la sediu.',
  'ENROL-CODE': 'Sediul nu cunoaște acest cod. Verificați-l sau cereți altul.',
  'ENROL-EXPIRED': 'Codul a expirat. Cereți altul de la sediu.',
  'ENROL-KEYRING':
    'Calculatorul nu are un loc sigur pentru cheie. Configurați depozitul de chei al sistemului.',
  'ENROL-DONE': 'Casa este deja înregistrată.',
  'ENROL-OTHER-TILL':
    'Codul era pentru altă casă și acum este consumat. Aici nu s-a schimbat nimic. Cereți sediului un cod pentru această casă.',
  'TILL-RENEWING': 'Casa primește o cheie nouă. Încercați din nou peste o clipă.',
  'HQ-UNREACHABLE': 'Fără legătură cu sediul. Vânzarea continuă; totul se trimite singur mai târziu.',
  'HQ-RUBBISH': 'Răspunsul sediului nu poate fi citit. Vânzarea continuă; se întreabă din nou singur.',
  'HQ-REFUSED': 'Sediul a blocat această casă. Chemați managerul.',
  'HQ-FORK':
    'Sediul are o a doua istorie a acestei case. Vânzarea continuă și nimic nu se pierde. Cereți sediului un cod nou.',
  'JOURNAL-DAMAGED':
    'Jurnalul este deteriorat și nu se mai scrie în el. Nimic din ce s-a vândut nu se șterge.',
  'JOURNAL-FULL': 'Discul este plin. Eliberați spațiu; coșul se păstrează. Apoi apăsați din nou Încasare.',
  'JOURNAL-BUSY': 'Casa este deja deschisă pe acest calculator.',
  'DISK-LOW':
    'A rămas puțin spațiu pe disc: {{free}}. Vânzarea continuă; rugați pe cineva să elibereze spațiu.',
  'DISK-CRITICAL':
    'Discul este aproape plin: au rămas {{free}}. Vânzările încă se păstrează; eliberați spațiu acum.',
  'PRINTER-OFFLINE': 'Imprimanta nu răspunde. Verificați cablul și alimentarea. Bonul se tipărește singur.',
  'PRINTER-PAPER': 'Schimbați hârtia. Bonul se tipărește singur.',
  'PRINTER-COVER': 'Închideți capacul imprimantei. Bonul se tipărește singur.',
  'PRINTER-UNKNOWN': 'Bonul {{number}}: s-a tipărit?',
  'CLOCK-SUSPECT': 'Ceasul calculatorului pare greșit. Potriviți data și ora. Vânzarea continuă.',
  'DAY-DIFFERENCES': 'Sediul are alte cifre pentru această zi. Chemați managerul; nimic nu s-a pierdut.',
  'DAY-UNSENT': 'Netrimise încă: {{count}}. Se trimit singure.',
  'CALL-REFUSED': 'Casa a refuzat acest pas. Reporniți casa; coșul se păstrează.',
  'CALL-FAILED': 'Pasul nu a reușit. Încercați din nou; coșul se păstrează.',
} as const satisfies Record<FailureCode, string>;
