// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "app/editor/reviewdialog.h"

#include "app/client/ownsession.h"
#include "app/editor/rehearsaldialog.h"
#include "app/models/qtext.h"
#include "app/widgets/card.h"
#include "app/widgets/differenceview.h"
#include "app/widgets/icons.h"
#include "app/widgets/messagebar.h"
#include "app/wording/lintwords.h"
#include "app/wording/lockoutwords.h"
#include "app/wording/rulefieldwords.h"
#include "app/wording/wording.h"
#include "app/wording/words.h"

#include <QButtonGroup>
#include <QClipboard>
#include <QFontDatabase>
#include <QFuture>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QListWidget>
#include <QPlainTextEdit>
#include <QPromise>
#include <QPushButton>
#include <QRadioButton>
#include <QSpinBox>
#include <QThreadPool>
#include <QVBoxLayout>

#include <set>

namespace Portlight::App
{

namespace
{

/// Walking all sessions through a large firewall takes long enough that the window would stutter.
QFuture<std::vector<Core::LockOut>> lockOutsAside(const FirewallData &firewall,
                                                  std::vector<Core::Change> changes,
                                                  std::vector<Core::Session> sessions)
{
    auto promise = std::make_shared<QPromise<std::vector<Core::LockOut>>>();
    auto future = promise->future();
    promise->start();
    QThreadPool::globalInstance()->start(
        [promise, rulesets = firewall.rulesets, listeners = firewall.listeners,
         addresses = firewall.localAddresses(), changes = std::move(changes),
         sessions = std::move(sessions)] {
            std::vector<Core::Ruleset> before;
            before.reserve(rulesets.size());
            for (const auto &ruleset : rulesets) {
                before.push_back(*ruleset);
            }
            // What does not fit is said in the list of changes.
            const auto after = Core::withChanges(before, changes);
            promise->addResult(after
                                   ? Core::lockOuts(before, *after, sessions, listeners, addresses)
                                   : std::vector<Core::LockOut>());
            promise->finish();
        });
    return future;
}

/// What the changes let through and stop, in sentences.
Core::Result<QStringList>
openingsOf(const std::vector<std::shared_ptr<const Core::Ruleset>> &rulesets,
           const std::shared_ptr<const Core::NativeRuleset> &native,
           const std::vector<Core::NetworkInterface> &interfaces,
           const std::vector<Core::Change> &changes, const std::set<Core::Family> &families,
           const Core::WorkBounds &bounds)
{
    std::vector<Core::Ruleset> before;
    before.reserve(rulesets.size());
    for (const auto &ruleset : rulesets) {
        before.push_back(*ruleset);
    }
    const auto after = Core::withChanges(before, changes);
    if (!after) {
        return tl::unexpected(after.error());
    }
    Core::World world;
    world.interfaces = interfaces;
    QStringList lines;
    for (const Core::Family family : families) {
        const QString name = Words::familyWord(family);
        for (const Core::Way way : {Core::Way::Input, Core::Way::Forward, Core::Way::Output}) {
            const auto difference = Core::openingDifference(
                {before, native.get()}, {*after, native.get()}, family, way, world, bounds);
            if (!difference) {
                return tl::unexpected(difference.error());
            }
            const bool isNothing = *difference == Core::OpeningDifference();
            const QString sentence = openingDifferenceSentence(*difference);
            if (way == Core::Way::Input) {
                lines << ReviewDialog::tr("%1, to other computers: %2", "IPv4").arg(name, sentence);
            } else if (!isNothing && way == Core::Way::Forward) {
                lines << ReviewDialog::tr("%1, for what passes through: %2", "IPv4")
                             .arg(name, sentence);
            } else if (!isNothing) {
                lines << ReviewDialog::tr("%1, for programs here: %2", "IPv4").arg(name, sentence);
            }
        }
    }
    return lines;
}

} // namespace

ReviewDialog::ReviewDialog(StagedChanges &staged, const FirewallData &firewall,
                           HelperClient *helper, QWidget *parent)
    : QDialog(parent)
    , m_staged(staged)
    , m_data(firewall)
    , m_helper(helper)
    , m_message(new MessageBar(this))
    , m_steps(new QListWidget(this))
    , m_leaveOut(new QPushButton(tr("&Leave Out"), this))
    , m_openings(textLabel({}, this))
    , m_difference(new DifferenceView(this))
    , m_commands(new QPlainTextEdit(this))
    , m_seconds(new QSpinBox(this))
    , m_untilRestart(new QRadioButton(tr("Until restart"), this))
    , m_kept(new QRadioButton(tr("Kept after restart"), this))
    , m_rehearse(new QPushButton(tr("&Rehearse First…"), this))
    , m_apply(new QPushButton(icon(QStringLiteral("countdown")), {}, this))
    , m_cancel(new QPushButton(tr("Cancel"), this))
{
    setWindowTitle(tr("Review Changes"));
    resize(900, 640);
    auto *stepsLabel = new QLabel(tr("C&hanges, in this order:"), this);
    stepsLabel->setBuddy(m_steps);
    m_steps->setAccessibleName(tr("Changes not applied"));
    m_steps->setWordWrap(true);
    m_steps->setMaximumHeight(fontMetrics().lineSpacing() * 5 + 12);
    m_leaveOut->setAccessibleName(tr("Leave out the selected change"));
    auto *steps = new QHBoxLayout;
    steps->addWidget(m_steps, 1);
    steps->addWidget(m_leaveOut, 0, Qt::AlignTop);

    m_openings->setAccessibleName(tr("What the changes open and close"));
    auto *commandRow = new QHBoxLayout;
    auto *commandLabel = new QLabel(tr("The same as co&mmands:"), this);
    commandLabel->setBuddy(m_commands);
    auto *copy = new QPushButton(icon(QStringLiteral("edit-copy")), tr("Copy as &Script"), this);
    commandRow->addWidget(commandLabel, 1);
    commandRow->addWidget(copy);
    m_commands->setReadOnly(true);
    m_commands->setTabChangesFocus(true);
    m_commands->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    m_commands->setLineWrapMode(QPlainTextEdit::NoWrap);
    m_commands->setMaximumHeight(fontMetrics().lineSpacing() * 4 + 24);
    m_commands->setAccessibleName(tr("Commands"));

    auto *column = new QVBoxLayout(this);
    column->setSpacing(8);
    column->addWidget(m_message);
    column->addWidget(stepsLabel);
    column->addLayout(steps);
    column->addWidget(m_openings);
    column->addWidget(m_difference, 1);
    column->addLayout(commandRow);
    column->addWidget(m_commands);
    column->addWidget(makeChoices());

    connect(copy, &QPushButton::clicked, this, [this] {
        QGuiApplication::clipboard()->setText(scriptFor(m_staged.changes(), m_data.defaultBackend));
    });
    connect(m_steps, &QListWidget::currentRowChanged, this, [this](int row) {
        m_leaveOut->setEnabled(row >= 0);
    });
    connect(m_leaveOut, &QPushButton::clicked, this, [this] {
        m_staged.leaveOut(m_steps->currentRow());
    });
    connect(&m_staged, &StagedChanges::changed, this, [this] {
        if (m_staged.isEmpty()) {
            reject();
        } else {
            showAll();
        }
    });
    connect(&m_staged, &StagedChanges::refitted, this, [this] {
        m_message->showMessage(MessageBar::Kind::Information,
                               tr("The rules were changed by another program meanwhile. What is "
                                  "shown here is fitted to the new ones."));
    });
    showAll();
    m_apply->setFocus();
}

QWidget *ReviewDialog::makeChoices()
{
    auto *box = new QWidget(this);
    auto *rows = new QVBoxLayout(box);
    rows->setContentsMargins(0, 0, 0, 0);
    auto *choices = new QHBoxLayout;
    auto *secondsLabel = new QLabel(tr("&Try for:"), box);
    secondsLabel->setBuddy(m_seconds);
    m_seconds->setRange(minimumSeconds, maximumSeconds);
    m_seconds->setSingleStep(30);
    m_seconds->setValue(90);
    m_seconds->setSuffix(tr(" seconds"));
    m_seconds->setAccessibleName(tr("Seconds until the change is undone by itself"));
    auto *lasting = new QLabel(tr("When it is kept:"), box);
    auto *group = new QButtonGroup(this);
    group->addButton(m_untilRestart);
    group->addButton(m_kept);
    m_untilRestart->setChecked(true);
    m_untilRestart->setToolTip(tr("The change is gone when the computer starts again."));
    m_kept->setToolTip(tr("After Keep Change, all running rules are saved as this system saves "
                          "them. What is written is shown before."));
    choices->addWidget(secondsLabel);
    choices->addWidget(m_seconds);
    choices->addSpacing(18);
    choices->addWidget(lasting);
    choices->addWidget(m_untilRestart);
    choices->addWidget(m_kept);
    choices->addStretch(1);
    rows->addLayout(choices);
    rows->addWidget(textLabel(tr("Unless it is kept in this time, it is undone by itself, even "
                                 "if this window or the network goes away."),
                              box, true));
    auto *buttons = new QHBoxLayout;
    buttons->addWidget(m_rehearse);
    buttons->addStretch(1);
    buttons->addWidget(m_apply);
    buttons->addWidget(m_cancel);
    rows->addLayout(buttons);
    m_apply->setDefault(true);
    connect(m_seconds, &QSpinBox::valueChanged, this, &ReviewDialog::updateApply);
    m_rehearse->setToolTip(tr("Tries a connection in a copy of the firewall, without the changes "
                              "and with them. Nothing here is changed."));
    m_rehearse->setEnabled(m_helper != nullptr);
    connect(m_rehearse, &QPushButton::clicked, this, [this] {
        RehearsalDialog dialog(*m_helper, {m_staged.changes(), m_staged.generations(), {}}, this);
        dialog.exec();
    });
    connect(m_cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_apply, &QPushButton::clicked, this, [this] {
        if (m_staged.changes().empty()) {
            m_message->showMessage(MessageBar::Kind::Error,
                                   tr("None of the changes fits the rules any more. Leave them "
                                      "out, or close this and change the rules anew."));
        } else if (m_staged.conflictCount() > 0) {
            m_message->showMessage(MessageBar::Kind::Error,
                                   tr("A change no longer fits the rules. Leave it out first, so "
                                      "that it is clear what is applied."));
        } else {
            accept();
        }
    });
    return box;
}

void ReviewDialog::setSeconds(unsigned seconds)
{
    m_seconds->setValue(static_cast<int>(seconds));
}

unsigned ReviewDialog::seconds() const
{
    return static_cast<unsigned>(m_seconds->value());
}

void ReviewDialog::setKeptAfterRestart(bool kept)
{
    (kept ? m_kept : m_untilRestart)->setChecked(true);
}

bool ReviewDialog::isKeptAfterRestart() const
{
    return m_kept->isChecked();
}

QString ReviewDialog::scriptFor(const std::vector<Core::Change> &changes,
                                Core::Backend defaultBackend)
{
    QStringList lines{QStringLiteral("#!/bin/sh"),
                      QStringLiteral("# ") + tr("Changes of firewall rules, to be run as root."),
                      QStringLiteral("set -e")};
    for (const auto &change : changes) {
        lines << qtext(Core::command(change, defaultBackend));
    }
    return lines.join(QLatin1Char('\n')) + QLatin1Char('\n');
}

void ReviewDialog::showSteps()
{
    const int row = m_steps->currentRow();
    m_steps->clear();
    for (const auto &step : m_staged.steps()) {
        auto *item = new QListWidgetItem(m_steps);
        QString text = step.text;
        if (step.conflict) {
            text = tr("%1 — does not fit any more: %2")
                       .arg(text, stagedConflictText(step.changes.front(), *step.conflict));
            item->setIcon(icon(QStringLiteral("result-problem")));
        } else {
            item->setIcon(icon(QStringLiteral("document-edit")));
            if (step.changes.size() == 1) {
                item->setToolTip(changeSentence(step.changes.front()));
            }
        }
        item->setText(text);
    }
    m_steps->setCurrentRow(std::clamp(row, 0, m_steps->count() - 1));
}

void ReviewDialog::showAll()
{
    showSteps();
    std::vector<DifferenceView::Entry> entries;
    for (const auto &side : m_staged.sides()) {
        auto more = DifferenceView::entriesFor(*m_staged.live(side), *m_staged.result(side));
        entries.insert(entries.end(), more.begin(), more.end());
    }
    m_difference->setEntries(std::move(entries));
    QStringList commands;
    for (const auto &change : m_staged.changes()) {
        commands << qtext(Core::command(change, m_data.defaultBackend));
    }
    m_commands->setPlainText(commands.join(QLatin1Char('\n')));
    updateApply();
    findLockOuts();
    findOpenings();
}

void ReviewDialog::updateApply()
{
    m_apply->setText(tr("&Apply for %n Second(s)", nullptr, m_seconds->value()));
}

void ReviewDialog::findLockOuts()
{
    ++m_run;
    if (m_helper == nullptr) {
        return;
    }
    m_helper->readSessions(this, [this, run = m_run](Core::Result<std::vector<Core::Session>> all) {
        if (run != m_run) {
            return;
        }
        if (!all) {
            const auto words = errorWords(all.error());
            m_message->showMessage(MessageBar::Kind::Warning,
                                   tr("It could not be checked whether the change cuts a "
                                      "connection in use. %1")
                                       .arg(words.why),
                                   words.detail);
            return;
        }
        auto known = *std::move(all);
        markOwnSessions(known, m_data.localAddresses());
        lockOutsAside(m_data, m_staged.changes(), std::move(known))
            .then(this, [this, run](const std::vector<Core::LockOut> &cuts) {
                if (run == m_run) {
                    showLockOuts(cuts);
                }
            });
    });
}

void ReviewDialog::findOpenings()
{
    m_openings->setText(tr("Calculating what the changes open and close…"));
    std::set<Core::Family> families;
    for (const auto &side : m_staged.sides()) {
        families.insert(side.second);
    }
    m_openingWork.start(
        [rulesets = m_data.rulesets, native = m_data.native, interfaces = m_data.interfaces,
         changes = m_staged.changes(), families](const Core::WorkBounds &bounds) {
            return openingsOf(rulesets, native, interfaces, changes, families, bounds);
        },
        [this](Core::Result<QStringList> &&lines) {
            m_openings->setText(lines ? lines->join(QLatin1Char('\n'))
                                      : tr("What the changes open and close can't be told: the "
                                           "rules are too many, or too entangled, to calculate."));
        });
}

void ReviewDialog::showLockOuts(const std::vector<Core::LockOut> &cuts)
{
    if (cuts.empty()) {
        return;
    }
    constexpr std::size_t shownCuts = 3;
    QStringList sentences;
    for (std::size_t i = 0; i < cuts.size() && i < shownCuts; ++i) {
        sentences << lockOutText(cuts[i]);
    }
    if (cuts.size() > shownCuts) {
        sentences << tr("And %n more.", nullptr, static_cast<int>(cuts.size() - shownCuts));
    }
    sentences << tr("Unless it is kept, it is undone after the time below.");
    m_message->showMessage(MessageBar::Kind::Warning, sentences.join(QLatin1Char('\n')));
}

} // namespace Portlight::App
