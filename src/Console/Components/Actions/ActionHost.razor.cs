using System.Collections.Immutable;
using BackupConsole.Clusters;
using BackupConsole.Components.Controls;
using BackupConsole.Kubernetes.Api;
using BackupConsole.Kubernetes.Objects;
using Microsoft.AspNetCore.Components;

namespace BackupConsole.Components.Actions;

/// <summary>Runs one action at a time. Answers about permissions are remembered for a while: rows of a list share them.</summary>
public sealed partial class ActionHost : IDisposable
{
    private static readonly TimeSpan Remembered = TimeSpan.FromSeconds(30);

    private readonly Dictionary<AccessRequest, (DateTimeOffset Asked, Allowance Answer)> answers = [];
    private readonly HashSet<string> chosen = new(StringComparer.Ordinal);
    private readonly CancellationTokenSource gone = new();
    private ConfirmDialog? confirm;
    private ActionPlan? plan;

    /// <summary>The cluster.</summary>
    [Parameter, EditorRequired]
    public ClusterSession Session { get; set; } = null!;

    /// <summary>The page.</summary>
    [Parameter, EditorRequired]
    public RenderFragment ChildContent { get; set; } = null!;

    [Inject]
    private Toasts Toasts { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    /// <summary>Whether an action may be done with an object, or why not.</summary>
    public async Task<Allowance> ReviewAsync<TRow>(ObjectAction<TRow> action, TRow row)
        where TRow : ResourceRow
    {
        if (row.IsDeleting)
        {
            return new Allowance(false, "The object is being deleted.");
        }

        return action.Hindrance(row) is { } hindrance ? new Allowance(false, hindrance) : await AskAsync(action.Needs(row));
    }

    private async Task<Allowance> AskAsync(AccessRequest request)
    {
        DateTimeOffset now = Time.GetUtcNow();
        if (answers.TryGetValue(request, out (DateTimeOffset Asked, Allowance Answer) known) && now - known.Asked < Remembered)
        {
            return known.Answer;
        }

        try
        {
            Allowance answer = await Session.ReviewAsync(request, gone.Token);
            answers[request] = (now, answer);
            return answer;
        }
        catch (Exception exception) when (QueryRetry.IsRefusalOrBreak(exception, gone.Token))
        {
            return Allowance.Granted; // Not known: whoever cannot be asked decides when asked to act.
        }
        catch (OperationCanceledException) when (gone.IsCancellationRequested)
        {
            return Allowance.Unknown;
        }
    }

    /// <summary>Asks whether an action is to be done, does it, and tells how it went.</summary>
    public async Task RunAsync<TRow>(ObjectAction<TRow> action, TRow row)
        where TRow : ResourceRow
    {
        if (plan is not null || confirm is null || action.Plan is not { } prepare)
        {
            return;
        }

        try
        {
            plan = await prepare(row, new ActionContext(Session, Time), gone.Token);
            chosen.Clear();
            chosen.UnionWith(plan.Choices.Where(choice => choice.IsChosen).Select(choice => choice.Name));
            StateHasChanged();
            if (await confirm.AskAsync())
            {
                ImmutableArray<string> names = [.. plan.Choices.Select(choice => choice.Name).Where(chosen.Contains)];
                ActionResult result = await plan.Perform(names, gone.Token);
                Toasts.Show(result.Text, result.Tone, result.Address, result.LinkText);
            }
        }
        catch (Exception exception) when (QueryRetry.IsRefusalOrBreak(exception, gone.Token))
        {
            Toasts.Show($"{action.Title}: {row.Key} was not changed. {FailureWords.Of(exception)}", StateTone.Bad);
        }
        catch (OperationCanceledException) when (gone.IsCancellationRequested)
        {
            // The page is closed; what was asked of the server is done there or not, as its pages tell.
        }
        finally
        {
            plan = null;
        }
    }

    private void Toggle(ActionChoice choice)
    {
        if (!chosen.Remove(choice.Name))
        {
            chosen.Add(choice.Name);
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        gone.Cancel();
        gone.Dispose();
    }
}
