// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "evidencebuilder.h"

#include "core/report/report.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

#include <algorithm>

using namespace Portlight::Core;
using namespace Portlight::Test;

namespace
{

// What a rule's comment can hold: a fence, tags, a pipe, an escape sequence, text turned around.
constexpr const char *hostile =
    "```</details><script>alert(1)</script>|*x* [a](http://x)\x1b[31m\xe2\x80\xae";

Diagnosis hostileDiagnosis()
{
    EvidenceBuilder builder = EvidenceBuilder().listener("0.0.0.0");
    builder.filter(acceptHead,
                   std::string("-A INPUT -p tcp -m tcp --dport 8080 -m comment --comment \"")
                       + hostile + "\" -j DROP\n");
    return builder.diagnose();
}

Report hostileReport()
{
    EvidenceBuilder builder;
    builder.filter(acceptHead,
                   std::string("-A INPUT -m comment --comment \"") + hostile + "\" -j DROP\n");
    Report report;
    report.diagnosis = hostileDiagnosis();
    report.wording.summaries = {hostile};
    report.time = "2026-01-02T03:04:05Z";
    report.versions = {{"kernel", "6.18"}};
    report.rulesets = builder.evidence.rulesets;
    report.conntrack = {1, 2, 3};
    return report;
}

QJsonObject parsed(const std::string &json)
{
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(QByteArray::fromStdString(json), &error);
    return error.error == QJsonParseError::NoError ? document.object() : QJsonObject();
}

QStringList keys(const QJsonObject &object)
{
    return object.keys(); // sorted
}

QStringList strings(const QJsonValue &list)
{
    QStringList result;
    for (const QJsonValue &value : list.toArray()) {
        result << value.toString();
    }
    return result;
}

} // namespace

class TestReport : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void diagnosisIsTheContract();
    void absentPartsAreLeftOut();
    void schemaKnowsEveryWord();
    void jsonSurvivesBrokenBytes();
    void markdownCannotBeBrokenOutOf();
    void htmlCannotBeBrokenOutOf();
    void reportHoldsEverything();
    void everyLabelHasWords();
};

void TestReport::diagnosisIsTheContract()
{
    EvidenceBuilder builder = EvidenceBuilder().listener("0.0.0.0");
    builder.filter(acceptHead, guideRules);
    const Diagnosis diagnosis = builder.diagnose();
    Wording wording;
    wording.summaries = {"Rule 3 refuses it."};
    wording.effects = {{"Lets one in."}};
    const QJsonObject json = parsed(diagnosisJson(diagnosis, wording));
    QCOMPARE(
        keys(json),
        QString::fromLatin1("checks findings outcome question schema").split(QLatin1Char(' ')));
    QCOMPARE(json[QLatin1String("schema")].toString(), QStringLiteral("portlight.diagnosis/1"));
    QCOMPARE(json[QLatin1String("outcome")].toString(), QStringLiteral("blocked"));
    const QJsonObject question = json[QLatin1String("question")].toObject();
    QCOMPARE(keys(question),
             QString::fromLatin1("direction family from in_interface port protocol to")
                 .split(QLatin1Char(' ')));
    QCOMPARE(question[QLatin1String("direction")].toString(), QStringLiteral("in"));
    QCOMPARE(question[QLatin1String("port")].toInt(), 8080);

    const QJsonObject finding = json[QLatin1String("findings")].toArray().first().toObject();
    QCOMPARE(keys(finding),
             QString::fromLatin1("cause certainty direction evidence fixes location summary")
                 .split(QLatin1Char(' ')));
    QCOMPARE(finding[QLatin1String("cause")].toString(), QStringLiteral("rule-reject"));
    QCOMPARE(finding[QLatin1String("direction")].toString(), QStringLiteral("request"));
    QCOMPARE(finding[QLatin1String("summary")].toString(), QStringLiteral("Rule 3 refuses it."));
    QVERIFY(!finding[QLatin1String("evidence")].toArray().isEmpty()); // codes, for want of words
    const QJsonObject location = finding[QLatin1String("location")].toObject();
    QCOMPARE(keys(location),
             QString::fromLatin1("backend chain family number rule table").split(QLatin1Char(' ')));
    QCOMPARE(location[QLatin1String("number")].toInt(), 3);
    const QJsonObject fix = finding[QLatin1String("fixes")].toArray().first().toObject();
    QCOMPARE(keys(fix),
             QString::fromLatin1("commands effect kind persisted_by risk").split(QLatin1Char(' ')));
    QCOMPARE(fix[QLatin1String("effect")].toString(), QStringLiteral("Lets one in."));
    const QJsonObject check = json[QLatin1String("checks")].toArray().first().toObject();
    QCOMPARE(keys(check), QString::fromLatin1("detail id result").split(QLatin1Char(' ')));
}

void TestReport::absentPartsAreLeftOut()
{
    EvidenceBuilder builder;
    builder.filter(acceptHead, "").anyone();
    builder.question.protocol = ProtocolIcmp;
    builder.question.port.reset();
    builder.question.inInterface.clear();
    const QJsonObject json = parsed(diagnosisJson(builder.diagnose(), {}));
    const QJsonObject question = json[QLatin1String("question")].toObject();
    QVERIFY(!question.contains(QLatin1String("port")));
    QVERIFY(!question.contains(QLatin1String("in_interface")));
    QCOMPARE(question[QLatin1String("from_anyone")].toBool(), true);
    const QJsonObject elsewhere =
        parsed(diagnosisJson(EvidenceBuilder().filter(acceptHead, "").diagnose(), {}));
    QVERIFY(!elsewhere[QLatin1String("findings")].toArray().first().toObject().contains(
        QLatin1String("location")));
}

void TestReport::schemaKnowsEveryWord()
{
    QFile file(QStringLiteral(PORTLIGHT_SOURCE_DIR "/resources/portlight.diagnosis.schema.json"));
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QJsonObject definitions =
        QJsonDocument::fromJson(file.readAll()).object()[QLatin1String("$defs")].toObject();
    const auto words = [&definitions](const char *definition, const char *property) {
        return strings(definitions[QLatin1String(definition)]
                           .toObject()[QLatin1String("properties")]
                           .toObject()[QLatin1String(property)]
                           .toObject()[QLatin1String("enum")]);
    };
    const auto known = [](std::string_view text) {
        return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
    };
    QStringList causes;
    for (int cause = 0; cause <= static_cast<int>(Cause::Open); ++cause) {
        causes << known(toString(static_cast<Cause>(cause)));
    }
    QCOMPARE(words("finding", "cause"), causes);
    QStringList kinds;
    for (int kind = 0; kind <= static_cast<int>(FixKind::None); ++kind) {
        kinds << known(toString(static_cast<FixKind>(kind)));
    }
    QCOMPARE(words("fix", "kind"), kinds);
    QStringList checks;
    for (const Check &check : EvidenceBuilder().diagnose().checks) {
        checks << QString::fromStdString(check.id);
    }
    QStringList inSchema = words("check", "id");
    inSchema.sort();
    checks.sort();
    QCOMPARE(inSchema, checks);
}

void TestReport::jsonSurvivesBrokenBytes()
{
    Diagnosis diagnosis = hostileDiagnosis();
    diagnosis.findings.front().location->rule =
        "-A INPUT -m comment --comment \"\xff\xfe\" -j DROP";
    QVERIFY(!parsed(diagnosisJson(diagnosis, {})).isEmpty());
}

void TestReport::markdownCannotBeBrokenOutOf()
{
    const QString text = QString::fromStdString(reportMarkdown(hostileReport()));
    QVERIFY(text.startsWith(QStringLiteral("# Portlight report")));
    QVERIFY(!text.contains(QChar(0x1b)));
    QVERIFY(!text.contains(QChar(0x202e)));
    // Tags and fences may stand in blocks of code only, and those have longer fences.
    bool inCode = false;
    QString fence;
    for (const QString &line : text.split(QLatin1Char('\n'))) {
        const qsizetype ticks = std::find_if(line.begin(), line.end(),
                                             [](QChar one) {
                                                 return one != QLatin1Char('`');
                                             })
            - line.begin();
        if (!inCode && ticks >= 3) {
            inCode = true;
            fence = QString(ticks, QLatin1Char('`'));
        } else if (inCode && line == fence) {
            inCode = false;
        } else if (!inCode) {
            QVERIFY2(!line.contains(QStringLiteral("<script")), qPrintable(line));
            QVERIFY2(!line.contains(QStringLiteral("[a](")), qPrintable(line));
        }
    }
    QVERIFY(!inCode);
}

void TestReport::htmlCannotBeBrokenOutOf()
{
    const QString text = QString::fromStdString(reportHtml(hostileReport()));
    QVERIFY(!text.contains(QStringLiteral("<script")));
    QVERIFY(text.contains(QStringLiteral("&lt;script&gt;")));
    QVERIFY(!text.contains(QChar(0x1b)));
    QVERIFY(!text.contains(QChar(0x202e)));
    QCOMPARE(text.count(QStringLiteral("</details>")), 1);
    QVERIFY(text.contains(QStringLiteral("prefers-color-scheme")));
    QVERIFY(!text.contains(QStringLiteral("src=")));
}

void TestReport::reportHoldsEverything()
{
    const QJsonObject json = parsed(reportJson(hostileReport()));
    QCOMPARE(keys(json),
             QString::fromLatin1("conntrack diagnosis rulesets schema sections time versions")
                 .split(QLatin1Char(' ')));
    QCOMPARE(json[QLatin1String("schema")].toString(), QStringLiteral("portlight.report/1"));
    QCOMPARE(json[QLatin1String("diagnosis")].toObject()[QLatin1String("schema")].toString(),
             QStringLiteral("portlight.diagnosis/1"));
    QVERIFY(json[QLatin1String("rulesets")]
                .toArray()
                .first()
                .toObject()[QLatin1String("text")]
                .toString()
                .contains(QStringLiteral(":FORWARD ACCEPT")));
    const QString markdown = QString::fromStdString(reportMarkdown(hostileReport()));
    QVERIFY(markdown.indexOf(QStringLiteral("What was found"))
            < markdown.indexOf(QStringLiteral("How this is known")));
    QVERIFY(markdown.contains(QStringLiteral("<details>")));
}

void TestReport::everyLabelHasWords()
{
    QVERIFY(reportLabels().size() > 30);
    for (const auto &[key, words] : reportLabels()) {
        QVERIFY2(!words.empty(), key.c_str());
    }
    Report report = hostileReport();
    report.labels["title"] = "Bericht";
    QVERIFY(
        QString::fromStdString(reportHtml(report)).contains(QStringLiteral("<h1>Bericht</h1>")));
}

QTEST_APPLESS_MAIN(TestReport)
#include "tst_report.moc"
