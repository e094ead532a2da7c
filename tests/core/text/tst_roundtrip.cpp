// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/text/saveparser.h"
#include "core/text/savewriter.h"

#include <QDir>
#include <QFile>
#include <QTest>

using namespace Portlight::Core;

/// write(parse(x)) == x for what save programs printed, and canonical text for each of their rules.
class TestRoundTrip : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void file_data();
    void file();
    void countersAdded_data();
    void countersAdded();
    void speed();

private:
    static void addFiles();
};

namespace
{

QByteArray readAll(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// What old programs printed otherwise: names of protocols, and networks with their host bits.
std::string modern(std::string text, bool isOld)
{
    if (!isOld) {
        return text;
    }
    for (const auto &[before, after] :
         {std::pair<std::string, std::string>{"-p icmpv6 ", "-p ipv6-icmp "},
          {"-d 131.159.198.38/19", "-d 131.159.192.0/19"}}) {
        if (const std::size_t found = text.find(before); found != std::string::npos) {
            text.replace(found, before.size(), after);
        }
    }
    return text;
}

} // namespace

void TestRoundTrip::addFiles()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<bool>("ipv6");
    QTest::addColumn<bool>("shared");
    const QDir own(QStringLiteral(PORTLIGHT_TEST_DATA));
    for (const QFileInfo &info : own.entryInfoList({QStringLiteral("save-*")}, QDir::Files)) {
        QTest::newRow(qPrintable(info.fileName()))
            << info.filePath() << (info.suffix() == QLatin1String("v6")) << false;
    }
    const QDir shared(QStringLiteral(PORTLIGHT_SHARED_DIR "/rulesets"));
    for (const QFileInfo &info :
         shared.entryInfoList({QStringLiteral("*.v4"), QStringLiteral("*.v6")}, QDir::Files)) {
        QTest::newRow(qPrintable(QStringLiteral("shared/") + info.fileName()))
            << info.filePath() << (info.suffix() == QLatin1String("v6")) << true;
    }
}

void TestRoundTrip::file_data()
{
    addFiles();
}

void TestRoundTrip::file()
{
    QFETCH(QString, path);
    QFETCH(bool, ipv6);
    QFETCH(bool, shared);
    const std::string text = readAll(path).toStdString();
    QVERIFY(!text.empty());
    const Family family = ipv6 ? Family::Ipv6 : Family::Ipv4;
    const auto ruleset = parseSave(text, Backend::File, family);
    QVERIFY2(ruleset, ruleset ? "" : ruleset.error().message.c_str());
    QCOMPARE(writeSave(*ruleset), text);
    const auto again = parseSave(writeSave(*ruleset), Backend::File, family);
    QVERIFY(again);
    QVERIFY(*again == *ruleset);
    for (const Table &table : ruleset->tables) {
        for (const Chain &chain : table.chains) {
            for (const Rule &rule : chain.rules) {
                const auto single = parseRule(rule.text, family);
                QVERIFY2(single, rule.text.c_str());
                QCOMPARE(canonicalRuleText(chain.name, *single), modern(rule.text, shared));
            }
        }
    }
}

void TestRoundTrip::countersAdded_data()
{
    addFiles();
}

/// The same files as iptables-save -c would print them.
void TestRoundTrip::countersAdded()
{
    QFETCH(QString, path);
    QFETCH(bool, ipv6);
    std::string text;
    std::uint64_t number = 0;
    for (const QByteArray &line : readAll(path).split('\n')) {
        if (line.startsWith("-A")) {
            text += '[' + std::to_string(number) + ':' + std::to_string(number * 1500) + "] ";
            number = number * 3 + 1;
        }
        text += line.toStdString() + '\n';
    }
    text.pop_back();
    const auto ruleset = parseSave(text, Backend::Legacy, ipv6 ? Family::Ipv6 : Family::Ipv4);
    QVERIFY2(ruleset, ruleset ? "" : ruleset.error().message.c_str());
    QCOMPARE(writeSave(*ruleset), text);
}

void TestRoundTrip::speed()
{
    std::string text = "*filter\n:INPUT ACCEPT [0:0]\n";
    for (int index = 0; index < 50'000; ++index) {
        text += "[12:720] -A INPUT -s 10." + std::to_string(index / 256 % 256) + '.'
            + std::to_string(index % 256)
            + ".0/24 -p tcp -m tcp --dport 8080 -m conntrack --ctstate NEW -j ACCEPT\n";
    }
    text += "COMMIT\n";
    QBENCHMARK
    {
        const auto ruleset = parseSave(text, Backend::File, Family::Ipv4);
        QVERIFY(ruleset);
        QCOMPARE(ruleset->ruleCount(), std::size_t{50'000});
    }
}

QTEST_APPLESS_MAIN(TestRoundTrip)
#include "tst_roundtrip.moc"
