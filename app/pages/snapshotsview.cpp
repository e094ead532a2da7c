// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "app/pages/snapshotsview.h"

#include "app/models/qtext.h"
#include "app/models/snapshotmodel.h"
#include "app/pages/aside.h"
#include "app/pages/comparedialog.h"
#include "app/pages/session.h"
#include "app/widgets/card.h"
#include "app/widgets/icons.h"
#include "app/widgets/placeholderview.h"
#include "app/widgets/rowdelegate.h"
#include "app/wording/words.h"
#include "core/text/saveparser.h"

#include <QDateTime>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QInputDialog>
#include <QLabel>
#include <QLocale>
#include <QMessageBox>
#include <QPushButton>
#include <QStackedWidget>
#include <QTableView>
#include <QVBoxLayout>

namespace Portlight::App
{

Core::Result<std::vector<Core::Ruleset>> rulesetsOf(const Core::Snapshot &snapshot)
{
    std::vector<Core::Ruleset> rulesets;
    for (const auto &side : snapshot.sides) {
        if (!side.missing.empty()) {
            continue;
        }
        auto ruleset = Core::parseSave(side.text, side.backend, side.family);
        if (!ruleset) {
            return tl::unexpected(ruleset.error());
        }
        rulesets.push_back(std::move(*ruleset));
    }
    return rulesets;
}

SnapshotsView::SnapshotsView(Session &session, QWidget *parent)
    : QWidget(parent)
    , m_session(session)
    , m_model(new SnapshotModel(this))
    , m_stack(new QStackedWidget(this))
    , m_placeholder(new PlaceholderView(this))
    , m_table(new QTableView(this))
    , m_detail(textLabel({}, this, true))
    , m_save(new QPushButton(icon(QStringLiteral("document-save")), tr("Save Snapshot…"), this))
    , m_compare(new QPushButton(tr("Compare…"), this))
    , m_restore(new QPushButton(icon(QStringLiteral("edit-undo")), tr("Restore…"), this))
    , m_remove(new QPushButton(icon(QStringLiteral("list-remove")), tr("Remove"), this))
    , m_call(new QObject(this))
{
    setAccessibleName(tr("Snapshots"));
    setUpTable(m_table, tr("Snapshots"));
    m_table->setModel(m_model);
    m_table->horizontalHeader()->setSectionResizeMode(SnapshotModel::NameColumn,
                                                      QHeaderView::Stretch);
    m_table->setColumnWidth(SnapshotModel::WhenColumn, timeColumnWidth(m_table->fontMetrics()));
    m_table->setColumnWidth(SnapshotModel::RulesColumn, 80);
    m_table->setColumnWidth(SnapshotModel::WhoColumn, 90);
    m_compare->setAccessibleName(tr("Compare the selected snapshot"));
    m_restore->setAccessibleName(tr("Restore the selected snapshot"));
    m_remove->setAccessibleName(tr("Remove the selected snapshot"));
    m_restore->setToolTip(tr("Stages what makes the rules as they were. Nothing is changed before "
                             "the review."));
    auto *buttons = new QHBoxLayout;
    for (auto *button : {m_save, m_compare, m_restore, m_remove}) {
        buttons->addWidget(button);
    }
    buttons->addStretch(1);
    auto *content = new QWidget(this);
    auto *inner = new QVBoxLayout(content);
    inner->setContentsMargins(0, 0, 0, 0);
    inner->addWidget(m_table, 1);
    inner->addWidget(m_detail);
    inner->addLayout(buttons);
    m_stack->addWidget(m_placeholder);
    m_stack->addWidget(content);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 6, 0, 0);
    column->addWidget(m_stack);

    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            &SnapshotsView::showCurrent);
    connect(m_save, &QPushButton::clicked, this, &SnapshotsView::save);
    connect(m_compare, &QPushButton::clicked, this, &SnapshotsView::compare);
    connect(m_restore, &QPushButton::clicked, this, &SnapshotsView::restore);
    connect(m_remove, &QPushButton::clicked, this, &SnapshotsView::remove);
    connect(m_placeholder, &PlaceholderView::actionTriggered, this, [this] {
        if (m_session.access() == Session::Access::Open) {
            save();
        } else {
            m_session.unlock();
        }
    });
    connect(&session, &Session::aboutToSwitch, this, [this] {
        delete m_call;
        m_call = new QObject(this);
        setBusy(false);
        m_model->setSnapshots({});
        showPlaceholder();
    });
    connect(&session, &Session::accessChanged, this, [this] {
        showPlaceholder();
        if (isVisible()) {
            refresh();
        }
    });
    showPlaceholder();
}

const Core::SnapshotInfo *SnapshotsView::current() const
{
    return m_model->snapshot(m_table->currentIndex().row());
}

void SnapshotsView::setBusy(bool busy)
{
    m_busy = busy;
    showCurrent();
}

void SnapshotsView::refresh()
{
    if (m_session.helper() == nullptr || m_session.access() != Session::Access::Open) {
        return;
    }
    m_session.helper()->readSnapshots(
        m_call, [this](Core::Result<std::vector<Core::SnapshotInfo>> snapshots) {
            if (!snapshots) {
                Q_EMIT failed(snapshots.error());
                return;
            }
            const auto *selected = current();
            const std::string id = selected == nullptr ? std::string() : selected->id;
            m_model->setSnapshots(std::move(*snapshots));
            m_table->selectRow(std::max(0, m_model->rowOf(id)));
            showPlaceholder();
            showCurrent();
        });
}

void SnapshotsView::showPlaceholder()
{
    if (m_model->rowCount() > 0) {
        m_stack->setCurrentIndex(1);
        return;
    }
    m_stack->setCurrentIndex(0);
    if (m_session.access() == Session::Access::Open) {
        m_placeholder->setContent(QStringLiteral("document-save"), tr("No snapshots yet"),
                                  tr("A snapshot keeps the rules as they are now, so that they can "
                                     "be compared and brought back later."),
                                  tr("Save Snapshot…"));
    } else {
        m_placeholder->setContent(QStringLiteral("object-locked"), tr("Snapshots are locked"),
                                  tr("Reading them needs an administrator's permission."),
                                  tr("Unlock…"));
    }
}

void SnapshotsView::showCurrent()
{
    const auto *snapshot = current();
    m_save->setEnabled(!m_busy);
    for (auto *button : {m_compare, m_restore, m_remove}) {
        button->setEnabled(snapshot != nullptr && !m_busy);
    }
    if (snapshot != nullptr && !snapshot->here) {
        m_restore->setEnabled(false);
        m_detail->setText(tr("It is of another network on this computer and can't be restored "
                             "here."));
    } else {
        m_detail->clear();
    }
    m_detail->setVisible(!m_detail->text().isEmpty());
}

void SnapshotsView::save()
{
    if (m_session.helper() == nullptr || m_busy) {
        return;
    }
    QInputDialog dialog(this);
    dialog.setWindowTitle(tr("Save Snapshot"));
    dialog.setLabelText(tr("Name of the snapshot:"));
    dialog.setOkButtonText(tr("Save"));
    dialog.setTextValue(
        tr("Rules of %1")
            .arg(QLocale().toString(QDateTime::currentDateTime(), QLocale::ShortFormat)));
    dialog.resize(dialog.fontMetrics().averageCharWidth() * 52, 0);
    connect(&m_session, &Session::aboutToSwitch, &dialog, &QDialog::reject);
    const bool isGiven = dialog.exec() == QDialog::Accepted;
    const QString name = dialog.textValue().trimmed();
    if (!isGiven || name.isEmpty() || m_session.helper() == nullptr) {
        return;
    }
    setBusy(true);
    m_session.helper()->saveSnapshot(name, m_call, [this](Core::Result<QString> id) {
        setBusy(false);
        if (!id) {
            Q_EMIT failed(id.error());
        }
        refresh();
    });
}

void SnapshotsView::readCurrent(std::function<void(const Core::Snapshot &)> done)
{
    const auto *snapshot = current();
    if (snapshot == nullptr || m_session.helper() == nullptr) {
        return;
    }
    setBusy(true);
    m_session.helper()->readSnapshot(
        qtext(snapshot->id), m_call,
        [this, done = std::move(done)](Core::Result<Core::Snapshot> all) {
            setBusy(false);
            if (!all) {
                Q_EMIT failed(all.error());
                return;
            }
            // What opens a dialog does so from the event loop, not from within this answer.
            QMetaObject::invokeMethod(
                m_call,
                [done, snapshot = *std::move(all)] {
                    done(snapshot);
                },
                Qt::QueuedConnection);
        });
}

void SnapshotsView::compare()
{
    readCurrent([this](const Core::Snapshot &snapshot) {
        std::vector<Core::SnapshotInfo> all;
        for (int row = 0; row < m_model->rowCount(); ++row) {
            all.push_back(*m_model->snapshot(row));
        }
        CompareDialog dialog(m_session, snapshot, all, this);
        dialog.exec();
    });
}

void SnapshotsView::restore()
{
    readCurrent([this](const Core::Snapshot &snapshot) {
        setBusy(true);
        runAside(
            m_call,
            [snapshot] {
                return rulesetsOf(snapshot);
            },
            [this, name = Words::plain(snapshot.info.name)](
                Core::Result<std::vector<Core::Ruleset>> &&rules) {
                setBusy(false);
                if (rules) {
                    Q_EMIT restoreRequested(tr("Restore \"%1\"").arg(name), *rules);
                } else {
                    Q_EMIT failed(rules.error());
                }
            });
    });
}

void SnapshotsView::remove()
{
    const auto *snapshot = current();
    if (snapshot == nullptr || m_session.helper() == nullptr) {
        return;
    }
    // There is no way back for this one, so it asks.
    QMessageBox question(QMessageBox::Question, tr("Remove Snapshot"),
                         tr("Remove the snapshot \"%1\"? It can't be brought back.")
                             .arg(Words::plain(snapshot->name)),
                         QMessageBox::NoButton, this);
    auto *yes = question.addButton(tr("Remove"), QMessageBox::DestructiveRole);
    auto *keep = question.addButton(tr("Keep"), QMessageBox::RejectRole);
    question.setDefaultButton(keep);
    question.setEscapeButton(keep);
    const QString id = qtext(snapshot->id);
    question.exec();
    if (question.clickedButton() != yes || m_session.helper() == nullptr) {
        return;
    }
    setBusy(true);
    m_session.helper()->removeSnapshot(id, m_call, [this](Core::Result<bool> done) {
        setBusy(false);
        if (!done) {
            Q_EMIT failed(done.error());
        }
        refresh();
    });
}

} // namespace Portlight::App
