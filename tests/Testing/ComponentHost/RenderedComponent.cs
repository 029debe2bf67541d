using AngleSharp.Dom;
using Microsoft.AspNetCore.Components;

namespace BackupConsole.Testing.ComponentHost;

/// <summary>A component on the screen of a test.</summary>
public sealed class RenderedComponent
{
    // Long enough for a busy machine; a test that passes never waits for it.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly ComponentRenderer renderer;
    private readonly Lock gate = new();
    private TaskCompletionSource changed = NewSource();
    private string markup = "";
    private IDocument? document;

    internal RenderedComponent(ComponentRenderer renderer, int componentId, IComponent instance)
    {
        this.renderer = renderer;
        ComponentId = componentId;
        Instance = instance;
    }

    /// <summary>The component itself.</summary>
    public IComponent Instance { get; }

    /// <summary>How often anything was drawn.</summary>
    public int RenderCount { get; private set; }

    /// <summary>What is drawn now, as HTML.</summary>
    public string Markup
    {
        get
        {
            lock (gate)
            {
                return markup;
            }
        }
    }

    /// <summary>What is drawn now, as a document.</summary>
    public IDocument Document
    {
        get
        {
            lock (gate)
            {
                return document ??= renderer.Parse(markup);
            }
        }
    }

    /// <summary>What is drawn now, as plain text with single spaces.</summary>
    public string Text => string.Join(' ', (Document.Body?.TextContent ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    internal int ComponentId { get; }

    /// <summary>The first element a CSS selector finds.</summary>
    public IElement Find(string selector) =>
        Document.QuerySelector(selector) ?? throw new InvalidOperationException($"Nothing matches \"{selector}\" in: {Markup}");

    /// <summary>Every element a CSS selector finds.</summary>
    public IReadOnlyList<IElement> FindAll(string selector) => [.. Document.QuerySelectorAll(selector)];

    /// <summary>The components of a type that are drawn now, in the order of the page. Ask where the components' own code runs.</summary>
    public IReadOnlyList<T> FindComponents<T>() => [.. renderer.ComponentsOf(ComponentId).OfType<T>()];

    /// <summary>Waits until something holds; looks again after each time something is drawn.</summary>
    public async Task WaitForStateAsync(Func<bool> state, CancellationToken cancellationToken = default)
    {
        long began = TimeProvider.System.GetTimestamp();
        while (true)
        {
            Task next;
            lock (gate)
            {
                next = changed.Task;
            }

            renderer.ThrowUnhandled();
            if (state())
            {
                return;
            }

            try
            {
                // All in all: something that is drawn again and again without end is found too.
                TimeSpan rest = Patience - TimeProvider.System.GetElapsedTime(began);
                await next.WaitAsync(rest > TimeSpan.Zero ? rest : throw new TimeoutException("It is drawn again and again."), cancellationToken);
            }
            catch (TimeoutException exception)
            {
                throw new TimeoutException($"What was waited for did not come. Drawn is: {Markup}", exception);
            }
        }
    }

    /// <summary>Waits until an assertion passes; throws its last failure when it does not in time.</summary>
    public async Task WaitForAssertionAsync(Action assertion, CancellationToken cancellationToken = default)
    {
        Exception? failure = null;
        try
        {
            await WaitForStateAsync(Passes, cancellationToken);
        }
        catch (TimeoutException) when (failure is not null)
        {
            throw new InvalidOperationException($"The assertion did not come true. {failure.Message}", failure);
        }

        bool Passes()
        {
            try
            {
                assertion();
                return true;
            }
            catch (Exception exception) when (exception is not OutOfMemoryException)
            {
                failure = exception; // Whatever an assertion library throws; it is told above if no later try passes.
                return false;
            }
        }
    }

    /// <summary>Draws the component again with other parameters.</summary>
    public Task SetParametersAsync<TComponent>(Action<ComponentParameters<TComponent>> parameters)
        where TComponent : IComponent
    {
        ComponentParameters<TComponent> built = new();
        parameters(built);
        return renderer.SetParametersAsync(ComponentId, built.Values);
    }

    /// <summary>Runs something where the component's own code runs.</summary>
    public Task InvokeAsync(Func<Task> work) => renderer.Dispatcher.InvokeAsync(work);

    internal void Show(string html)
    {
        TaskCompletionSource woken;
        lock (gate)
        {
            markup = html;
            document = null;
            RenderCount++;
            woken = changed;
            changed = NewSource();
        }

        woken.SetResult();
    }

    internal void WakeWaiters() => Show(Markup);

    private static TaskCompletionSource NewSource() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
