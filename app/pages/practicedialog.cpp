// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "app/pages/practicedialog.h"

#include "app/client/labclient.h"
#include "app/widgets/card.h"
#include "app/wording/wording.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLabel>
#include <QListWidget>
#include <QPushButton>
#include <QVBoxLayout>

namespace Portlight::App
{

PracticeDialog::PracticeDialog(QWidget *parent)
    : QDialog(parent)
    , m_stories(new QListWidget(this))
    , m_text(textLabel({}, this))
    , m_backend(new QComboBox(this))
{
    setWindowTitle(tr("Practice"));
    auto *column = new QVBoxLayout(this);
    column->setSpacing(10);
    column->addWidget(textLabel(
        tr("Each story is a small broken network of its own, with a real firewall. Nothing on this "
           "computer changes."),
        this));
    m_stories->setAccessibleName(tr("Stories"));
    for (const auto &id : LabClient::stories()) {
        auto *item = new QListWidgetItem(storyTitle(id), m_stories);
        item->setData(Qt::UserRole, id);
    }
    column->addWidget(m_stories, 1);
    m_text->setMinimumHeight(fontMetrics().lineSpacing() * 3);
    m_text->setAlignment(Qt::AlignTop);
    m_text->setAccessibleName(tr("About the story"));
    column->addWidget(m_text);
    m_backend->addItem(tr("iptables (nftables)"), QStringLiteral("nft"));
    m_backend->addItem(tr("iptables (legacy)"), QStringLiteral("legacy"));
    auto *form = new QFormLayout;
    form->addRow(tr("Kind of &firewall:"), m_backend);
    column->addLayout(form);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    auto *start = buttons->addButton(tr("&Start Story"), QDialogButtonBox::AcceptRole);
    start->setDefault(true);
    start->setEnabled(m_stories->count() > 0);
    column->addWidget(buttons);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(m_stories, &QListWidget::itemActivated, this, &QDialog::accept);
    connect(m_stories, &QListWidget::currentItemChanged, this, [this](QListWidgetItem *now) {
        m_text->setText(now != nullptr ? storyText(now->data(Qt::UserRole).toString()) : QString());
    });
    if (m_stories->count() > 0) {
        m_stories->setCurrentRow(0);
    } else {
        m_text->setText(tr("The practice program portlight-lab isn't installed."));
    }
    resize(520, 420);
}

QString PracticeDialog::story() const
{
    const auto *item = m_stories->currentItem();
    return item != nullptr ? item->data(Qt::UserRole).toString() : QString();
}

QString PracticeDialog::backend() const
{
    return m_backend->currentData().toString();
}

} // namespace Portlight::App
