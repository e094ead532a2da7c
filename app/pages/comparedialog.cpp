// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "app/pages/comparedialog.h"

#include "app/models/qtext.h"
#include "app/pages/aside.h"
#include "app/pages/session.h"
#include "app/pages/snapshotsview.h"
#include "app/widgets/card.h"
#include "app/widgets/messagebar.h"
#include "app/wording/wording.h"
#include "app/wording/words.h"

#include <QComboBox>
#include <QDateTime>
#include <QDialogButtonBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace Portlight::App
{

namespace
{

using Rulesets = std::vector<std::shared_ptr<const Core::Ruleset>>;
using Entries = Core::Result<std::vector<DifferenceView::Entry>>;

std::shared_ptr<const Core::Ruleset> sideIn(const Rulesets &all, const Core::Ruleset &wanted)
{
    for (const auto &each : all) {
        if (each->backend == wanted.backend && each->family == wanted.family) {
            return each;
        }
    }
    auto empty = std::make_shared<Core::Ruleset>();
    empty->backend = wanted.backend;
    empty->family = wanted.family;
    return empty;
}

Entries entriesOf(const Core::Snapshot &snapshot, const std::optional<Core::Snapshot> &other,
                  Rulesets now)
{
    const auto then = rulesetsOf(snapshot);
    if (!then) {
        return tl::unexpected(then.error());
    }
    if (other) {
        auto read = rulesetsOf(*other);
        if (!read) {
            return tl::unexpected(read.error());
        }
        now.clear();
        for (auto &ruleset : *read) {
            now.push_back(std::make_shared<const Core::Ruleset>(std::move(ruleset)));
        }
    }
    std::vector<DifferenceView::Entry> entries;
    for (const auto &ruleset : *then) {
        auto more = DifferenceView::entriesFor(ruleset, *sideIn(now, ruleset));
        entries.insert(entries.end(), more.begin(), more.end());
    }
    return entries;
}

} // namespace

CompareDialog::CompareDialog(Session &session, Core::Snapshot snapshot,
                             const std::vector<Core::SnapshotInfo> &others, QWidget *parent)
    : QDialog(parent)
    , m_session(session)
    , m_snapshot(std::move(snapshot))
    , m_other(new QComboBox(this))
    , m_message(new MessageBar(this))
    , m_stack(new QStackedWidget(this))
    , m_note(textLabel({}, this))
    , m_view(new DifferenceView(this))
{
    setWindowTitle(tr("Compare Snapshot"));
    resize(860, 520);
    const QString name = Words::plain(m_snapshot.info.name);
    m_other->addItem(tr("The rules now"), QString());
    for (const auto &each : others) {
        if (each.id != m_snapshot.info.id) {
            m_other->addItem(tr("%1 (%2)", "name of a snapshot, and its time")
                                 .arg(Words::plain(each.name),
                                      QLocale().toString(QDateTime::fromSecsSinceEpoch(each.taken),
                                                         QLocale::ShortFormat)),
                             qtext(each.id));
        }
    }
    auto *label = new QLabel(tr("Compare \"%1\" &with:").arg(name), this);
    label->setBuddy(m_other);
    m_other->setAccessibleName(tr("Compare with"));
    m_note->setAlignment(Qt::AlignCenter);
    m_stack->addWidget(m_note);
    m_stack->addWidget(m_view);
    auto *head = new QHBoxLayout;
    head->addWidget(label);
    head->addWidget(m_other, 1);
    auto *buttons = new QDialogButtonBox(this);
    auto *close = buttons->addButton(tr("Close"), QDialogButtonBox::RejectRole);
    auto *column = new QVBoxLayout(this);
    column->addLayout(head);
    column->addWidget(m_message);
    column->addWidget(m_stack, 1);
    column->addWidget(buttons);
    connect(close, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_other, &QComboBox::currentIndexChanged, this, &CompareDialog::chosen);
    connect(&session, &Session::aboutToSwitch, this, &QDialog::reject);
    chosen();
    m_other->setFocus();
}

void CompareDialog::chosen()
{
    delete m_call;
    m_call = new QObject(this);
    m_message->clear();
    m_note->setText(tr("Comparing…"));
    m_stack->setCurrentWidget(m_note);
    const QString id = m_other->currentData().toString();
    if (id.isEmpty()) {
        compare(tr("Now"), {});
        return;
    }
    if (m_session.helper() == nullptr) {
        return;
    }
    m_session.helper()->readSnapshot(id, m_call, [this](const Core::Result<Core::Snapshot> &other) {
        if (other) {
            compare(Words::plain(other->info.name), *other);
        } else {
            show(tl::unexpected(other.error()));
        }
    });
}

void CompareDialog::compare(const QString &title, std::optional<Core::Snapshot> other)
{
    m_view->setTitles(Words::plain(m_snapshot.info.name), title);
    runAside(
        m_call,
        [snapshot = m_snapshot, other = std::move(other), now = m_session.data().rulesets] {
            return entriesOf(snapshot, other, now);
        },
        [this](Entries &&entries) {
            show(entries);
        });
}

void CompareDialog::show(const Entries &entries)
{
    if (!entries) {
        const auto words = errorWords(entries.error());
        m_message->showMessage(MessageBar::Kind::Error, words.oneLine(), words.detail);
        m_note->clear();
        return;
    }
    if (entries->empty()) {
        m_note->setText(tr("The rules are the same."));
        return;
    }
    m_view->setEntries(*entries);
    m_stack->setCurrentWidget(m_view);
}

} // namespace Portlight::App
