// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "app/wording/wording.h"
#include "core/diagnosis/factcodes.h"
#include "core/text/saveparser.h"

#include <QRegularExpression>
#include <QTest>

using namespace Portlight;
using namespace Portlight::App;

namespace
{

/// A value for one argument of a fact, by the word that factcodes.h uses for it. `shown` is what
/// the sentence has to contain; empty for words that are translated.
struct Sample {
    const char *word;
    const char *value;
    const char *shown;
};

constexpr Sample samples[] = {
    {"number", "37", "37"},
    {"accept-number", "41", "41"},
    {"position", "43", "43"},
    {"chain", "CHAINX", "CHAINX"},
    {"accept-chain", "CHAINY", "CHAINY"},
    {"table", "tablex", "tablex"},
    {"backend", "legacy", "legacy"},
    {"protocol", "tcp", "TCP"},
    {"port", "8123", "8123"},
    {"family", "ipv6", "IPv6"},
    {"family-that-works", "ipv4", "IPv4"},
    {"family-that-fails", "ipv6", "IPv6"},
    {"action", "DROP", "DROP"},
    {"policy", "DROP", "DROP"},
    {"kind", "blackhole", ""},
    {"direction", "forward", ""},
    {"calculated", "accept", ""},
    {"seen", "connected", ""},
    {"if-other", "drop", ""},
    {"statistic", "early_drop", "early_drop"},
    {"way", "left", ""},
    {"on-the-wire", "silent", ""},
    {"ms-after-its-request", "0.4", "0.4"},
    {"icmp-type", "3", ""},
    {"icmp-code", "3", "icmp-port-unreachable"},
    {"errno", "113", ""},
    {"ms", "0.4", "0.4"},
    {"count", "71", "71"},
    {"max", "733", "733"},
    {"percent", "9.7", "9.7"},
    {"before", "11", "11"},
    {"after", "13", "13"},
    {"rise", "17", "17"},
    {"old-max", "311", "311"},
    {"new-max", "617", "617"},
    {"memory-when-full-in-mebibytes", "19", "19"},
    {"pid", "4321", "4321"},
};

QStringList argumentWords(std::string_view meaning)
{
    QString text = QString::fromUtf8(meaning.data(), static_cast<qsizetype>(meaning.size()));
    text = text.section(QLatin1Char(';'), 0, 0);
    static const QRegularExpression brackets(QStringLiteral("\\([^)]*\\)"));
    text.remove(brackets);
    text.replace(QLatin1Char(','), QLatin1Char(' '));
    return text.split(QLatin1Char(' '), Qt::SkipEmptyParts);
}

void checkSentence(const QString &sentence)
{
    QVERIFY2(!sentence.isEmpty(), "an empty sentence");
    static const QRegularExpression leftOver(QStringLiteral("%[0-9nL]"));
    QVERIFY2(!sentence.contains(leftOver), qPrintable(sentence));
    QVERIFY2(!sentence.contains(QLatin1String("...")), qPrintable(sentence));
    QVERIFY2(!sentence.startsWith(QLatin1String("you"), Qt::CaseInsensitive), qPrintable(sentence));
}

} // namespace

class TestWording : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void errorsHaveThreeParts();
    void factsHaveSentences_data();
    void factsHaveSentences();
    void argumentsAreNotReplacedTwice();
    void controlCharactersAreTakenOut();
    void causesAndFixesHaveNames();
    void checksHaveNames();
    void rules_data();
    void rules();
    void policyIsNotRuleZero();
    void reportLabelsAreAllThere();
};

void TestWording::errorsHaveThreeParts()
{
    QStringList seen;
    for (const Core::ErrorCode code : Core::allErrorCodes) {
        Core::Error error{code, "read rules", "a reason", "tool's words", {4, 12}};
        const ErrorWords words = errorWords(error);
        for (const QString &part : {words.what, words.why, words.whatToDo}) {
            checkSentence(part);
            QVERIFY(!part.contains(QLatin1String("tool's words")));
        }
        QVERIFY(words.why.contains(QLatin1String("4")));
        QVERIFY(words.why.contains(QLatin1String("12")));
        QVERIFY(words.detail.contains(QLatin1String("tool's words")));
        QVERIFY(words.detail.contains(QLatin1String("a reason")));
        QVERIFY(words.oneLine().contains(words.whatToDo));
        QVERIFY2(!seen.contains(words.what), qPrintable(words.what));
        seen.append(words.what);
    }
}

void TestWording::factsHaveSentences_data()
{
    QTest::addColumn<int>("index");
    int index = 0;
    for (const Core::FactCode &code : Core::factCodes) {
        QTest::newRow(std::string(code.code).c_str()) << index++;
    }
}

void TestWording::factsHaveSentences()
{
    QFETCH(int, index);
    const Core::FactCode &code = Core::factCodes[index];
    Core::Fact fact{std::string(code.code), {}};
    QStringList expected;
    const QStringList words = argumentWords(code.meaning);
    for (std::size_t argument = 0; argument < code.arguments; ++argument) {
        const QString word = words.value(static_cast<qsizetype>(argument));
        std::string value = "value" + std::to_string(argument);
        QString shown = QString::fromStdString(value);
        for (const Sample &sample : samples) {
            if (word == QLatin1String(sample.word)) {
                value = sample.value;
                shown = QString::fromLatin1(sample.shown);
            }
        }
        fact.arguments.push_back(value);
        expected.append(shown);
    }
    const QString sentence = factText(fact);
    checkSentence(sentence);
    QVERIFY2(sentence != QLatin1String(fact.code.c_str()), "no sentence");
    for (const QString &part : expected) {
        QVERIFY2(part.isEmpty() || sentence.contains(part, Qt::CaseInsensitive),
                 qPrintable(sentence + QStringLiteral("\nlacks ") + part));
    }

    // Facts with less than is promised must not break anything either.
    checkSentence(factText(
        {std::string(code.code), std::vector<std::string>(code.arguments, std::string())}));
    QVERIFY(!factText({std::string(code.code), {}}).isEmpty());
}

void TestWording::argumentsAreNotReplacedTwice()
{
    const QString sentence =
        factText({"evidence.rule-decides",
                  {"1", "INPUT", "filter", "nft", "ipv4", "DROP", "-A INPUT --comment %1%2%3"}});
    QVERIFY2(sentence.contains(QLatin1String("%1%2%3")), qPrintable(sentence));
}

void TestWording::controlCharactersAreTakenOut()
{
    const QString sentence = factText({"evidence.rule-needs", {"-m comment \x1b[2J\x07 \u202e"}});
    QVERIFY(!sentence.contains(QChar(0x1b)));
    QVERIFY(!sentence.contains(QChar(0x07)));
    QVERIFY(!sentence.contains(QChar(0x202e)));
}

void TestWording::causesAndFixesHaveNames()
{
    QStringList names;
    for (int cause = 0; cause <= static_cast<int>(Core::Cause::Open); ++cause) {
        const auto value = static_cast<Core::Cause>(cause);
        checkSentence(causeName(value));
        QVERIFY(causeName(value) != QString::fromUtf8(Core::toString(value).data()));
        names.append(causeName(value));
    }
    QCOMPARE(names.removeDuplicates(), 0);

    Core::Question question;
    question.port = 8080;
    names.clear();
    for (int kind = 0; kind <= static_cast<int>(Core::FixKind::None); ++kind) {
        Core::Fix fix;
        fix.kind = static_cast<Core::FixKind>(kind);
        checkSentence(fixTitle(fix, question));
        names.append(fixTitle(fix, question));
    }
    QCOMPARE(names.removeDuplicates(), 0);
}

void TestWording::checksHaveNames()
{
    // The check id is the middle word of its facts' codes.
    for (const Core::FactCode &code : Core::factCodes) {
        const QString text =
            QString::fromUtf8(code.code.data(), static_cast<qsizetype>(code.code.size()));
        if (!text.startsWith(QLatin1String("check."))) {
            continue;
        }
        const QString id = text.section(QLatin1Char('.'), 1, 1);
        QVERIFY2(checkName(id.toStdString()) != id, qPrintable(id));
    }
}

void TestWording::rules_data()
{
    QTest::addColumn<QString>("rule");
    QTest::addColumn<QString>("sentence");

    QTest::newRow("reject says what the other side sees")
        << "-A INPUT -p tcp -m tcp --dport 8080 -j REJECT --reject-with icmp-port-unreachable"
        << "Refuse TCP to port 8080; the other side gets “Connection refused” at once";
    QTest::newRow("another reject, another message")
        << "-A INPUT -p udp -m udp --dport 53 -j REJECT --reject-with icmp-host-prohibited"
        << "Refuse UDP to port 53; the other side gets “No route to host” at once";
    QTest::newRow("inverted address")
        << "-A INPUT ! -s 10.0.0.0/8 -p tcp -m tcp --dport 22 -j ACCEPT"
        << "Allow TCP to port 22 from anywhere but 10.0.0.0/8";
    QTest::newRow("single address without its prefix length") << "-A INPUT -s 10.1.2.3/32 -j DROP"
                                                              << "Drop everything from 10.1.2.3 "
                                                                 "silently; the other side waits "
                                                                 "until it gives up";
    QTest::newRow("states")
        << "-A INPUT -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT"
        << "Allow traffic that belongs to known connections and answers of known connections";
    QTest::newRow("state and protocol")
        << "-A INPUT -p tcp -m state --state NEW -m tcp --dport 22 -j ACCEPT"
        << "Allow new connections over TCP to port 22";
    QTest::newRow("jump") << "-A INPUT -i eth0 -j ufw-user-input"
                          << "Continue in ufw-user-input with everything arriving on eth0";
    QTest::newRow("masquerade") << "-A POSTROUTING -s 10.0.0.0/24 -o eth1 -j MASQUERADE"
                                << "Share this computer's address for everything from 10.0.0.0/24 "
                                   "leaving on eth1";
    QTest::newRow("nothing is left out")
        << "-A INPUT -p tcp -m string --string x --algo bm -j ACCEPT"
        << "Allow TCP, if also -m string --string x --algo bm (Portlight doesn't know this part)";
}

void TestWording::rules()
{
    QFETCH(QString, rule);
    QFETCH(QString, sentence);
    const auto parsed = Core::parseRule(rule.toStdString(), Core::Family::Ipv4);
    QVERIFY(parsed.has_value());
    QCOMPARE(ruleSentence(*parsed), sentence);
}

void TestWording::policyIsNotRuleZero()
{
    const QString text = locationText(
        {Core::Backend::Nft, Core::Family::Ipv4, "filter", "INPUT", 0, "-P INPUT DROP"});
    QVERIFY2(text.contains(QLatin1String("policy")) && !text.contains(QLatin1Char('0')),
             qPrintable(text));
}

void TestWording::reportLabelsAreAllThere()
{
    // Without a translation the words are the English ones of core.
    QVERIFY(reportWords() == Core::reportLabels());
}

QTEST_GUILESS_MAIN(TestWording)
#include "tst_wording.moc"
