"""How fast figures are found, how soon a language is ready, how much memory it takes.

    python -m bench.find [--quick]

Ratios against raw limits in the same run: the finder's own tokeniser alone, and Python's
``re.findall(r"\\w+")`` over the same text. ``bench.figures`` puts other finders beside it.
"""

from __future__ import annotations

import random
import re
import subprocess
import sys
import time
import tomllib
from collections.abc import Callable
from pathlib import Path

from dalil.findings import find_figures
from dalil.findings.figures.tokens import alike, tokens_of
from dalil.findings.sentences import paragraphs, sentences
from dalil.lang import load

ARTICLES = Path(__file__).parents[1] / "scripts" / "demo" / "articles"
LANGUAGES = ("en", "ru", "kk")
WORD = re.compile(r"\w+")


def main(quick: bool) -> None:
    for language in LANGUAGES:
        readiness(language)
    for language in LANGUAGES:
        speed(f"demo archive, {language}", demo(language), language, rounds=1 if quick else 5)
    for language in LANGUAGES:
        texts = synthetic(language, 2_000 if quick else 100_000)
        speed(f"synthetic news, {language}", texts, language, rounds=1)


# ── loading ──

_LOAD = """
import resource, sys, time
from dalil.findings import find_figures
peak = lambda: resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
before, started = peak(), time.perf_counter()
find_figures("14 x", language=sys.argv[1])
print(time.perf_counter() - started, before, peak())
"""


def readiness(language: str) -> None:
    """Time from asking for a language to the first finding, in a process of its own."""
    seconds, before, after = ready(language)
    print(f"{language}: ready in {seconds * 1000:.0f} ms, {after - before:.0f} MB more,", end=" ")
    print(f"{after:.0f} MB in all")


def ready(language: str) -> tuple[float, float, float]:
    """Seconds to the first finding; MB before Dalil was asked and at the peak."""
    done = subprocess.run(
        [sys.executable, "-c", _LOAD, language], capture_output=True, text=True, check=True
    )
    seconds, before, after = map(float, done.stdout.split())
    return seconds, before, after


# ── texts ──


def demo(language: str) -> list[str]:
    """The bodies of the demo archive's articles in a language."""
    found = []
    for path in sorted(ARTICLES.rglob("*.md")):
        _, head, body = path.read_text("utf-8").split("+++\n", 2)
        if tomllib.loads(head).get("language") == language:
            found.append(body)
    return found


def synthetic(language: str, count: int) -> list[str]:
    """Articles of made-up sentences, the same every time; three in ten state figures."""
    chance = random.Random(0)
    plain, stating = _SHAPES[language]
    words = _WORDS[language]

    def sentence() -> str:
        shape = chance.choice(stating if chance.random() < 0.3 else plain)
        filled = {name: chance.choice(listed) for name, listed in words.items()}
        return shape.format(n=chance.randint(2, 9_999), p=chance.randint(2, 99), **filled)

    def article(size: int) -> str:
        made = [sentence() for _ in range(size)]
        return "\n\n".join(" ".join(made[k : k + 3]) for k in range(0, size, 3))

    return [article(min(15, count - done)) for done in range(0, count, 15)]


_WORDS = {
    "en": {
        "who": ["The council", "The regional court", "A group of teachers", "The mayor", "Asanova",
                "The energy ministry", "The Seagull Fund", "Its director", "The governor"],
        "verb": ["discussed", "visited", "criticised", "opened", "closed", "promised to repair",
                 "refused to rename", "inspected", "will return to", "has long avoided"],
        "thing": ["the old bridge", "a school in the northern suburb", "the market behind the station",
                  "the archive of the newspaper", "the road to the lake", "the power plant",
                  "the memorial for the victims", "the village library", "the new bus line"],
        "place": ["Osh", "the Naryn region", "Almaty", "Karakol", "the capital", "Kazakhstan"],
        "when": ["last year", "in 2021", "in March", "on Friday", "since the spring", "on 5 May 2020"],
        "people": ["families", "miners", "pupils", "wells", "court cases", "new buses", "patients"],
        "say": ["said", "told reporters", "wrote", "explained", "admitted"],
    },
    "ru": {
        "who": ["Городской совет", "Областной суд", "Группа учителей", "Мэр", "Асанова",
                "Министерство энергетики", "Фонд «Чайка»", "Директор школы", "Губернатор"],
        "verb": ["осмотрел", "посетил", "критиковал", "открыл", "закрыл", "обещал починить",
                 "отказался переименовать", "ещё раз обсудил", "вернётся осмотреть"],
        "thing": ["старый мост", "школу в северном пригороде", "рынок за вокзалом",
                  "архив газеты", "дорогу к озеру", "электростанцию", "памятник погибшим",
                  "сельскую библиотеку", "новый маршрут автобуса"],
        "place": ["Оше", "Нарынской области", "Алматы", "Караколе", "столице", "Казахстане"],
        "when": ["в прошлом году", "в 2021 году", "в марте", "в пятницу", "с весны", "5 мая 2020 года"],
        "people": ["семей", "шахтёров", "школьников", "колодцев", "уголовных дел", "новых автобусов"],
        "say": ["сообщил", "рассказал журналистам", "написал", "пояснил", "признал"],
    },
    "kk": {
        "who": ["Қалалық кеңес", "Облыстық сот", "Мұғалімдер тобы", "Әкім", "Асанова",
                "Энергетика министрлігі", "«Шағала» қоры", "Мектеп директоры", "Облыс әкімі"],
        "verb": ["тексерді", "аралап көрді", "сынады", "ашты", "жапты", "жөндеуге уәде берді",
                 "талқылады", "қайта қарайды", "көптен айналып өтеді"],
        "thing": ["ескі көпірді", "солтүстіктегі мектепті", "вокзал артындағы базарды",
                  "газет мұрағатын", "көлге баратын жолды", "электр стансасын", "ауыл кітапханасын",
                  "жаңа автобус бағытын"],
        "place": ["Алматыда", "Ақтөбе облысында", "Қарағандыда", "Семейде", "астанада", "Қазақстанда"],
        "when": ["былтыр", "2021 жылы", "наурызда", "жұма күні", "көктемнен бері", "2020 жылғы 5 мамырда"],
        "people": ["отбасы", "кенші", "оқушы", "құдық", "қылмыстық іс", "жаңа автобус"],
        "say": ["деді", "деп хабарлады", "деп жазды", "деп түсіндірді", "деп мойындады"],
    },
}  # fmt: skip
_SHAPES = {
    "en": (
        (
            "{who} {verb} {thing} {when}.",
            "{who} {verb} {thing}, but nobody in {place} could say when the work would begin.",
            "“We have waited for this too long, and nobody asked us,” {say} a resident of {place}.",
            "The decision came after weeks of protests near {thing}, which {who} {verb} earlier.",
            "It was a cold morning, and the journalists waited outside the hall without an answer.",
            "{who} did not respond to a request for comment.",
            "Human rights defenders call the trial unfair and demand that the case be reviewed.",
            "People here speak of little else: the river, the dust and the empty houses.",
        ),
        (
            "Police in {place} counted {n} fires {when}.",
            "{who} {say} that the tariff rose by {p} per cent, to {n} soms a month.",
            "About {p}% of the {people} in {place} were left without heating {when}.",
            "According to the ministry, {n} {people} were registered {when}, twice as many as before.",
            "One in five {people} left, and at least {n} houses stand empty.",
            "{who} {verb} {thing}, which cost {p} million tenge, {when}.",
        ),
    ),
    "ru": (
        (
            "{who} {verb} {thing} {when}.",
            "{who} {verb} {thing}, но никто в {place} не знает, когда начнутся работы.",
            "«Мы ждали этого слишком долго, и никто нас не спросил», — {say} житель посёлка.",
            "Решение приняли после протестов в {place}, о которых газета писала раньше.",
            "Утро было холодным, и журналисты ждали у входа, не получив ответа.",
            "{who} не ответил на запрос редакции.",
            "Правозащитники называют процесс несправедливым и требуют пересмотра дела.",
            "Здесь почти не говорят о другом: о реке, о пыли и о пустых домах.",
        ),
        (
            "Полиция в {place} насчитала {n} пожаров {when}.",
            "{who} {say}, что тариф вырос на {p} процентов, до {n} сомов в месяц.",
            "Около {p}% {people} в {place} остались без отопления {when}.",
            "По данным министерства, {when} зарегистрировали {n} {people}, вдвое больше прежнего.",
            "Каждая пятая семья уехала, пустуют не менее {n} домов.",
            "{who} {verb} {thing} стоимостью {p} млн тенге {when}.",
        ),
    ),
    "kk": (
        (
            "{who} {when} {thing} {verb}.",
            "{who} {thing} {verb}, бірақ {place} жұмыс қашан басталатынын ешкім білмейді.",
            "«Біз мұны тым ұзақ күттік, ешкім бізден сұраған жоқ», {say} ауыл тұрғыны.",
            "Бұл шешім {place} өткен наразылықтан кейін қабылданды.",
            "Таң суық еді, журналистер есік алдында жауап күтіп тұрды.",
            "{who} редакция сауалына жауап берген жоқ.",
            "Құқық қорғаушылар сотты әділетсіз деп санайды және істі қайта қарауды талап етеді.",
            "Мұнда жұрт өзге нәрсе туралы айтпайды: өзен, шаң және бос үйлер.",
        ),
        (
            "Полиция {when} {place} {n} өрт тіркеді.",
            "{who} тариф {p} пайызға өсіп, айына {n} теңгеге жеткенін айтты.",
            "{place} {people} шамамен {p} пайызы {when} жылусыз қалды.",
            "Министрлік дерегінше, {when} {n} {people} тіркелген, бұл бұрынғыдан екі есе көп.",
            "Әр бесінші отбасы көшіп кеткен, кемінде {n} үй бос тұр.",
            "{who} құны {p} млн теңге тұратын {thing} {when} {verb}.",
        ),
    ),
}


# ── speed ──


def speed(title: str, texts: list[str], language: str, rounds: int) -> None:
    """Sentences a second, and how many times the raw limits take."""
    lang = load(language)
    plain = [alike(text) for text in texts]
    stretches = [
        (text, span)
        for text in plain
        for part in paragraphs(text)
        for span in sentences(text, part, lang)
    ]
    found = 0

    def run() -> None:
        nonlocal found
        found = sum(len(find_figures(text, language=language)) for text in texts)

    find = best(run, rounds)
    raw = best(lambda: sum(len(tokens_of(*stretch)) for stretch in stretches), rounds)
    words = best(lambda: sum(len(WORD.findall(text)) for text in texts), rounds)
    count = len(stretches)
    print(f"\n{title}: {count} sentences, {found} figures")
    each = find / count * 1e6
    print(f"  Dalil           {count / find:8.0f} sentences a second, {each:.0f} µs each")
    print(f"  tokeniser alone {count / raw:8.0f}, Dalil takes {find / raw:.0f} times as long")
    print(f"  re.findall      {count / words:8.0f}, Dalil takes {find / words:.0f} times as long")


def best(run: Callable[[], object], rounds: int) -> float:
    """The least CPU time of several rounds, in seconds."""
    times = []
    for _ in range(rounds):
        started = time.process_time()
        run()
        times.append(time.process_time() - started)
    return min(times)


if __name__ == "__main__":
    main("--quick" in sys.argv)
