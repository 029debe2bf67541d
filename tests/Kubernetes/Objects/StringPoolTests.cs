using System.Globalization;
using System.Text;
using BackupConsole.Kubernetes.Objects;

namespace BackupConsole.Kubernetes.Tests.Objects;

public sealed class StringPoolTests
{
    [Fact]
    public void Equal_texts_are_one_string()
    {
        StringPool pool = new();

        string first = pool.Get("kubestash.com/invoker-name");

        Assert.Same(first, pool.Get("kubestash.com/invoker-name".AsSpan()));
        Assert.Same(first, pool.Get("kubestash.com/invoker-name"u8));
    }

    [Theory]
    [InlineData("")]
    [InlineData("demo")]
    [InlineData("Grüße, 世界 🎉")]
    public void Bytes_and_characters_give_the_same_text(string text)
    {
        StringPool pool = new();

        Assert.Equal(text, pool.Get(Encoding.UTF8.GetBytes(text).AsSpan()));
        Assert.Equal(text, pool.Get(text.AsSpan()));
    }

    [Fact]
    public void Hundreds_of_thousands_of_names_do_not_make_it_grow()
    {
        StringPool pool = new(1_000);

        for (int index = 0; index < 300_000; index++)
        {
            string name = string.Create(CultureInfo.InvariantCulture, $"name-{index}");
            Assert.Equal(name, pool.Get(name.AsSpan()));
        }

        Assert.Equal(1_024, pool.Capacity);
        Assert.InRange(pool.Count, 1, pool.Capacity);
    }

    [Fact]
    public void A_string_asked_for_again_and_again_stays_among_passing_names()
    {
        StringPool pool = new(64);
        HashSet<string> copies = new(ReferenceEqualityComparer.Instance);

        for (int index = 0; index < 10_000; index++)
        {
            pool.Get(string.Create(CultureInfo.InvariantCulture, $"name-{index}").AsSpan());
            copies.Add(pool.Get("Succeeded".AsSpan()));
        }

        Assert.InRange(copies.Count, 1, 100);
    }

    [Fact]
    public void Finding_a_string_by_its_bytes_allocates_nothing()
    {
        StringPool pool = new();
        byte[] bytes = "BackupConfiguration"u8.ToArray();
        pool.Get(bytes.AsSpan());

        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int index = 0; index < 1_000; index++)
        {
            pool.Get(bytes.AsSpan());
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void Texts_beyond_the_limit_are_returned_unshared()
    {
        StringPool pool = new();
        string text = new('x', StringPool.MaxLength + 1);

        Assert.Equal(text, pool.Get(text.AsSpan()));
        Assert.Equal(text, pool.Get(Encoding.UTF8.GetBytes(text).AsSpan()));
        Assert.Equal(0, pool.Count);
    }

    [Fact]
    public void Bytes_that_are_not_utf8_are_refused() =>
        Assert.Throws<DecoderFallbackException>(() => new StringPool().Get([0x61, 0xff]));

    [Fact]
    public async Task Threads_never_get_a_wrong_text()
    {
        StringPool pool = new(16);
        Task[] tasks = [.. Enumerable.Range(0, 4).Select(seed => Task.Run(
            () =>
            {
                for (int index = 0; index < 50_000; index++)
                {
                    string text = string.Create(CultureInfo.InvariantCulture, $"{(index * (seed + 1)) % 97}");
                    if (pool.Get(text.AsSpan()) != text)
                    {
                        throw new InvalidOperationException($"The pool gave another text than {text}.");
                    }
                }
            },
            TestContext.Current.CancellationToken))];

        await Task.WhenAll(tasks);
    }
}
