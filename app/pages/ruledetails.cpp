// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "app/pages/ruledetails.h"

#include "app/models/qtext.h"
#include "app/models/rulemodel.h"
#include "app/widgets/card.h"
#include "app/widgets/iconlabel.h"
#include "app/widgets/icons.h"
#include "app/wording/lintwords.h"
#include "app/wording/ownerwords.h"
#include "app/wording/words.h"
#include "core/text/addressset.h"
#include "core/verdict/engine.h"

#include <QClipboard>
#include <QFontDatabase>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>

namespace Portlight::App
{

RuleDetails::RuleDetails(QWidget *parent)
    : QTabWidget(parent)
    , m_sentence(textLabel({}, this))
    , m_parts(textLabel({}, this))
    , m_finding(new QWidget(this))
    , m_findingIcon(new IconLabel(QStringLiteral("state-warning"), 18, m_finding))
    , m_findingText(textLabel({}, m_finding))
    , m_counted(textLabel({}, this, true))
    , m_owner(textLabel({}, this))
    , m_command(new QPlainTextEdit(this))
    , m_sets(new QPlainTextEdit(this))
{
    enlarge(m_sentence, 1.1);
    m_sentence->setAccessibleName(tr("What the rule does"));
    auto *explanation = new QWidget(this);
    auto *column = new QVBoxLayout(explanation);
    makeFinding();
    column->addWidget(m_sentence);
    column->addWidget(m_finding);
    column->addWidget(m_parts);
    column->addWidget(m_counted);
    column->addStretch(1);
    auto *scroll = new QScrollArea(this);
    scroll->setWidget(explanation);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setAccessibleName(tr("Explanation"));
    addTab(scroll, tr("E&xplanation"));

    auto *written = new QWidget(this);
    auto *row = new QHBoxLayout(written);
    m_command->setReadOnly(true);
    m_command->setTabChangesFocus(true);
    m_command->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    m_command->setAccessibleName(tr("Command of the rule"));
    auto *copy = new QPushButton(icon(QStringLiteral("edit-copy")), tr("&Copy"), written);
    copy->setAccessibleName(tr("Copy command"));
    row->addWidget(m_command, 1);
    row->addWidget(copy, 0, Qt::AlignTop);
    addTab(written, tr("Co&mmand"));
    connect(copy, &QPushButton::clicked, this, [this] {
        QGuiApplication::clipboard()->setText(m_command->toPlainText());
    });
    auto *made = new QWidget(this);
    auto *madeColumn = new QVBoxLayout(made);
    madeColumn->addWidget(m_owner);
    m_ownerCommands = new QVBoxLayout;
    madeColumn->addLayout(m_ownerCommands);
    madeColumn->addStretch(1);
    auto *madeScroll = new QScrollArea(this);
    madeScroll->setWidget(made);
    madeScroll->setWidgetResizable(true);
    madeScroll->setFrameShape(QFrame::NoFrame);
    madeScroll->setAccessibleName(tr("Who made it"));
    addTab(madeScroll, tr("&Who Made It"));
    m_sets->setReadOnly(true);
    m_sets->setTabChangesFocus(true);
    m_sets->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    m_sets->setAccessibleName(tr("Members of the sets"));
    m_setsTab = addTab(m_sets, tr("&Sets"));
    setTabVisible(m_setsTab, false);
    setAccessibleName(tr("Details of the rule"));
    setDocumentMode(true);
}

void RuleDetails::makeFinding()
{
    constexpr std::size_t mostButtons = 3;
    m_findingText->setAccessibleName(tr("What is wrong with the rule"));
    auto *row = new QHBoxLayout(m_finding);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(m_findingIcon, 0, Qt::AlignTop);
    row->addWidget(m_findingText, 1);
    for (std::size_t i = 0; i < mostButtons; ++i) {
        auto *button = new QPushButton(m_finding);
        connect(button, &QPushButton::clicked, this, [this, i] {
            if (i < m_findingBy.size()) {
                const Core::Location asked = m_findingBy[i];
                Q_EMIT ruleRequested(asked);
            }
        });
        row->addWidget(button, 0, Qt::AlignTop);
        m_findingRules.push_back(button);
    }
    m_finding->hide();
}

void RuleDetails::showFinding(const RuleModel &model, int row)
{
    const auto *finding = model.finding(row);
    m_finding->setVisible(finding != nullptr);
    m_findingBy = finding != nullptr ? finding->by : std::vector<Core::Location>();
    if (finding == nullptr) {
        return;
    }
    m_findingIcon->setIconName(lintIconName(*finding));
    const QString advice = lintAdvice(*finding);
    const QString text = lintSeverityWord(finding->severity) + QLatin1String(": ")
        + lintSentence(*finding) + (advice.isEmpty() ? QString() : QLatin1Char(' ') + advice);
    if (m_findingText->text() != text) {
        m_findingText->setText(text);
    }
    for (std::size_t i = 0; i < m_findingRules.size(); ++i) {
        m_findingRules[i]->setVisible(i < m_findingBy.size());
        if (i < m_findingBy.size()) {
            m_findingRules[i]->setText(
                tr("Show Rule %1").arg(QLocale().toString(m_findingBy[i].number)));
        }
    }
}

QString RuleDetails::partsText(const RuleModel &model, int row) const
{
    if (model.isPolicyRow(row)) {
        const bool hasPolicy = model.chain() != nullptr ? model.chain()->policy.has_value()
                                                        : model.nativeChain()->policy.has_value();
        return hasPolicy
            ? tr("This happens to every packet that no rule above decided about.")
            : tr("No rule here decided: the list that sent the packet goes on with its next rule.");
    }
    if (model.nativeRule(row) != nullptr) {
        return tr("This rule belongs to nftables alone. It is shown in nft's own words and can be "
                  "changed with nft only, or by the program that made it.");
    }
    const auto *rule = model.rule(row);
    if (Core::isNativeRule(*rule)) {
        return tr("Somebody wrote this rule with nft into a table of iptables, which has no words "
                  "for it. Portlight shows what nft says, not what iptables prints. It can be "
                  "changed with nft only.");
    }
    QStringList parts;
    QStringList asked;
    for (const auto &condition : Core::conditions(*rule, Core::Packet{})) {
        asked << qtext(condition.text);
    }
    if (rule->matches.empty()) {
        parts << tr("It asks nothing: every packet that gets here matches.");
    } else if (!asked.isEmpty()) {
        parts << tr("A packet matches when all of this holds: %1")
                     .arg(asked.join(QLatin1String("   and   ")));
    }
    for (const auto &match : rule->matches) {
        const auto *opaque = std::get_if<Core::OpaqueMatch>(&match);
        if (opaque != nullptr && !opaque->condition) {
            parts << tr("•  %1: Portlight doesn't know this part; where it matters the answer is "
                        "\"Can't tell\".")
                         .arg(qtext(opaque->text));
        } else if (const auto *comment = std::get_if<Core::CommentMatch>(&match)) {
            parts << tr("Comment: %1").arg(Words::plain(comment->text));
        }
    }
    if (!Core::setsOf(*rule).empty()) {
        parts << tr("What is in the set stands in the tab Sets.");
    }
    parts << tr("Rules in front of it are asked first; the first one that decides, wins.");
    return parts.join(QLatin1Char('\n'));
}

void RuleDetails::showOwner(const RuleModel &model, int row)
{
    const auto ownership = model.ownership(row);
    QStringList lines{ownership.owner == Core::Owner::Hand
                          ? tr("Made by a person, a script or a program that leaves no name.")
                          : tr("Made by %1.").arg(ownerName(ownership.owner)),
                      wipedBySentence(ownership)};
    if (!ownership.userChain.empty()) {
        lines << tr("It keeps the list %1 for rules of your own: what stands there stays.")
                     .arg(qtext(ownership.userChain));
    }
    const auto *rule = model.rule(row);
    const auto commands = rule == nullptr || Core::isNativeRule(*rule)
        ? QStringList()
        : ownerCommands(ownership, model.place().family, model.place().chain, *rule);
    if (!commands.isEmpty()) {
        lines << tr("To say the same its own way:");
    }
    m_owner->setText(lines.join(QLatin1Char('\n')));
    if (commands == m_shownCommands) {
        return;
    }
    m_shownCommands = commands;
    while (auto *item = m_ownerCommands->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    for (const auto &command : commands) {
        auto *line = new QWidget(this);
        auto *layout = new QHBoxLayout(line);
        layout->setContentsMargins(0, 0, 0, 0);
        auto *copy = new QPushButton(icon(QStringLiteral("edit-copy")), tr("Copy"), line);
        copy->setAccessibleName(tr("Copy the command: %1").arg(command));
        connect(copy, &QPushButton::clicked, this, [text = command] {
            QGuiApplication::clipboard()->setText(text);
        });
        auto *written = textLabel(command, line);
        written->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
        written->setTextInteractionFlags(Qt::TextSelectableByMouse);
        layout->addWidget(written, 1);
        layout->addWidget(copy);
        m_ownerCommands->addWidget(line);
    }
}

void RuleDetails::showSets(const QString &members)
{
    setTabVisible(m_setsTab, !members.isEmpty());
    if (m_sets->toPlainText() != members) {
        m_sets->setPlainText(members);
    }
}

void RuleDetails::showRule(const RuleModel &model, int row)
{
    const bool isAny = row >= 0 && row < model.rowCount();
    for (int tab = 1; tab < count(); ++tab) {
        setTabEnabled(tab, isAny);
    }
    if (!isAny) {
        m_sentence->setText(tr("Pick a rule to see what it means."));
        m_parts->clear();
        m_finding->hide();
        m_counted->clear();
        m_command->clear();
        return;
    }
    const QString sentence = model.sentence(row);
    if (m_sentence->text() != sentence) {
        m_sentence->setText(sentence);
    }
    const QString command = model.command(row);
    if (m_command->toPlainText() != command) {
        m_command->setPlainText(command);
    }
    const QString parts = partsText(model, row);
    if (m_parts->text() != parts) {
        m_parts->setText(parts);
    }
    const QLocale locale;
    const auto counters = model.counters(row);
    m_counted->setText(
        !counters ? tr("Its packets are not counted.")
            : model.isOff(row)
            ? tr("It is switched off: it stays in its place and matches nothing.")
            : counters->packets == 0
            ? tr("%1. The rule may be older: the kernel does not tell since when it counts.")
                  .arg(model.quietText(row))
            : tr("Matched %1 packet(s), %2, since the counters were last set to "
                 "zero.",
                 nullptr, static_cast<int>(counters->packets))
                  .arg(locale.toString(static_cast<qulonglong>(counters->packets)),
                       locale.formattedDataSize(static_cast<qint64>(counters->bytes), 1)));
    showFinding(model, row);
    showOwner(model, row);
}

} // namespace Portlight::App
