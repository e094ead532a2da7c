// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/text/saveparser.h"
#include "core/text/savewriter.h"

#include <QDir>
#include <QFile>
#include <QTest>

#include <algorithm>

using namespace Portlight::Core;

/// The test lines of the iptables project, where they are at hand: rule; what is printed; OK or
/// FAIL.
class TestExtensionVectors : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void vectors();

private:
    void readFile(const QFileInfo &info);
    void readLine(const QString &line, const std::string &chain, Family family);

    int m_count = 0;
    int m_reproduced = 0;
};

void TestExtensionVectors::initTestCase()
{
    if (!QDir(QStringLiteral(PORTLIGHT_SHARED_DIR "/extension-vectors")).exists()) {
        QSKIP("the test lines of the iptables project are not here");
    }
}

void TestExtensionVectors::vectors()
{
    const QDir folder(QStringLiteral(PORTLIGHT_SHARED_DIR "/extension-vectors"));
    for (const QFileInfo &info : folder.entryInfoList({QStringLiteral("*.t")}, QDir::Files)) {
        readFile(info);
        if (QTest::currentTestFailed()) {
            return;
        }
    }
    qInfo("%d of %d lines printed as iptables prints them", m_reproduced, m_count);
    // The others have modules that Portlight keeps as text, in a spelling that iptables changes.
    QVERIFY(m_count > 400);
    QVERIFY2(m_reproduced * 100 >= m_count * 80, "fewer lines than before");
}

void TestExtensionVectors::readFile(const QFileInfo &info)
{
    QFile file(info.filePath());
    QVERIFY(file.open(QIODevice::ReadOnly));
    std::string chain = "INPUT";
    const QList<Family> families = info.fileName().startsWith(QLatin1String("libip6t_"))
        ? QList{Family::Ipv6}
        : info.fileName().startsWith(QLatin1String("libipt_")) ? QList{Family::Ipv4}
                                                               : QList{Family::Ipv4, Family::Ipv6};
    while (!file.atEnd()) {
        const QString line = QString::fromUtf8(file.readLine()).trimmed();
        if (line.startsWith(QLatin1Char(':'))) {
            chain = line.mid(1).section(QLatin1Char(','), 0, 0).toStdString();
        } else if (!line.isEmpty() && !QStringLiteral("#@%*").contains(line[0])) {
            for (const Family family : families) {
                readLine(line, chain, family);
            }
        }
    }
}

void TestExtensionVectors::readLine(const QString &line, const std::string &chain, Family family)
{
    const QString input = line.section(QLatin1Char(';'), 0, -3);
    const QString expected = line.section(QLatin1Char(';'), -2, -2);
    const auto rule = parseRule("-A " + chain + ' ' + input.toStdString(), family);
    // Lines with IPv4 addresses stand in files for both families as well.
    const bool otherFamily = !rule && rule.error().message.find("other IP") != std::string::npos;
    if (!line.endsWith(QLatin1String("OK")) || otherFamily) {
        return; // FAIL lines must not crash; what is wrong in unknown modules is not ours to say
    }
    ++m_count;
    QVERIFY2(rule,
             qPrintable(line + QLatin1Char(' ')
                        + QString::fromStdString(rule ? "" : rule.error().message)));
    const std::string printed = canonicalRuleText(chain, *rule);
    const QString wanted = expected == QLatin1String("=") ? input : expected;
    const std::string full = "-A " + chain + (wanted.isEmpty() ? "" : " ") + wanted.toStdString();
    if (printed == full) {
        ++m_reproduced;
        return;
    }
    // Not as iptables prints it: then no word of the rule may be lost. Only opaque parts get here.
    QVERIFY2(hasOpaquePart(*rule), qPrintable(line));
    const auto typed = splitArguments(input.toStdString());
    const auto words = splitArguments(printed);
    QVERIFY(typed && words);
    for (const std::string &word : *typed) {
        QVERIFY2(std::find(words->begin(), words->end(), word) != words->end(),
                 qPrintable(line + QLatin1String(" lost ") + QString::fromStdString(word)));
    }
}

QTEST_APPLESS_MAIN(TestExtensionVectors)
#include "tst_extensionvectors.moc"
