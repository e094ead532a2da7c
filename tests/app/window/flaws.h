// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QAbstractSpinBox>
#include <QAccessible>
#include <QApplication>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QSet>
#include <QStringList>
#include <QTest>

inline bool needsName(QAccessible::Role role)
{
    switch (role) {
    case QAccessible::Button:
    case QAccessible::CheckBox:
    case QAccessible::RadioButton:
    case QAccessible::EditableText:
    case QAccessible::ComboBox:
    case QAccessible::Table:
    case QAccessible::List:
    case QAccessible::Slider:
    case QAccessible::SpinBox:
    case QAccessible::ProgressBar:
    case QAccessible::MenuItem:
        return true;
    default:
        return false;
    }
}

/// Visible controls without a name, and labels or buttons whose text does not fit.
inline QStringList flaws(QWidget *root)
{
    QStringList found;
    for (auto *widget : root->findChildren<QWidget *>()) {
        if (!widget->isVisibleTo(root) || widget->objectName().startsWith(QLatin1String("qt_"))) {
            continue;
        }
        auto *interface = QAccessible::queryAccessibleInterface(widget);
        const QString what =
            QStringLiteral("%1 in %2")
                .arg(QLatin1String(widget->metaObject()->className()),
                     QLatin1String(widget->parentWidget()->metaObject()->className()));
        const bool isPart = qobject_cast<QComboBox *>(widget->parentWidget()) != nullptr
            || qobject_cast<QAbstractSpinBox *>(widget->parentWidget()) != nullptr
            || qobject_cast<QLineEdit *>(widget->parentWidget()) != nullptr
            || qobject_cast<QAbstractItemView *>(widget->parentWidget()) != nullptr
            || widget->parentWidget()->objectName().startsWith(QLatin1String("qt_"));
        if (interface != nullptr && !isPart && needsName(interface->role())
            && interface->text(QAccessible::Name).isEmpty()) {
            found << QStringLiteral("no name: %1").arg(what);
        }
        if (const auto *label = qobject_cast<QLabel *>(widget); label != nullptr
            && !label->text().isEmpty() && !label->wordWrap()
            && label->sizeHint().width() > label->width() + 1) {
            found << QStringLiteral("clipped: \"%1\"").arg(label->text());
        }
        if (const auto *label = qobject_cast<QLabel *>(widget); label != nullptr
            && !label->text().isEmpty() && label->wordWrap()
            && label->heightForWidth(label->width()) > label->height() + 1) {
            found << QStringLiteral("clipped: \"%1\"").arg(label->text());
        }
        if (const auto *button = qobject_cast<QAbstractButton *>(widget); button != nullptr
            && !button->text().isEmpty() && button->sizeHint().width() > button->width() + 1) {
            found << QStringLiteral("clipped: \"%1\"").arg(button->text());
        }
    }
    return found;
}

/// Layouts are done when nothing is posted any more; a page within a page posts a second round.
inline void settleLayout()
{
    for (int round = 0; round < 3; ++round) {
        QCoreApplication::sendPostedEvents();
        QCoreApplication::processEvents();
    }
}

/// The controls that Tab reaches in a window, in that order, by accessible name or text.
inline QStringList tabOrder(QWidget *window)
{
    QStringList order;
    QSet<const QWidget *> seen;
    for (;;) {
        auto *focus = QApplication::focusWidget();
        if (focus == nullptr || seen.contains(focus)) {
            return order;
        }
        seen.insert(focus);
        const auto *button = qobject_cast<const QAbstractButton *>(focus);
        order << (!focus->accessibleName().isEmpty() || button == nullptr ? focus->accessibleName()
                                                                          : button->text());
        QTest::keyClick(focus, Qt::Key_Tab);
        if (!window->isAncestorOf(QApplication::focusWidget())) {
            return order;
        }
    }
}
