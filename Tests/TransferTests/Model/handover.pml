/* Responsibility handover between N authorities in a line (A=0,B=1,C=2): epochs, digests, forwarded concerns.
 *
 * `check NAME` beside this file searches one variant of `variants.txt`; the tests search all that end in time.
 *
 * Network = SET of signed messages that exist; one bit per message kind and offer. A bit that is set may be acted on
 * never (until quiescence), once or often, in any order, at any time: loss, duplication, reordering, delay, replay.
 * Every state change is one durable transaction and every send is recomputed from durable state, so a crash between any
 * two steps changes nothing but the volatile answer to "which epoch is free?" (asked[]), which may be lost at any time.
 * An offer number o stands for the DIGEST of one offer: two offers may carry the same epoch oe[o].
 * At quiescence (timeout: everything in flight delivered, all people have decided) L1 and C1 are asserted.
 *
 * Rules that the text lacks are ON by default; -DNO_x gives the text as it stood:
 *  NO_FREEZE  restored broker serves before every peer answered      NO_ADOPT  restored receiver does not adopt from released
 *  NO_RESERVE the answer about the free epoch reserves nothing       NO_STALE  an offer with a used epoch is ignored, not declined
 *  NO_STAYEND stay-ended(returned) makes the offerer sole at once    NO_STAYDEC decline of a continuing offer keeps the stay's interim
 *  NO_PASS    a forward is never sent on, even under a later transfer NO_KEEP  forwards are forgotten once receipted
 *  NO_EARLY   what the receiver took before the offer arrived stays local (needs -DEARLY)
 * Restore: -DRESTORE=w  one backup of broker w at any time, one restore at any later time.
 *  -DTWO      no accepted/declined/never/released leaves before it is in two places   -DTWO_ACC  only accepted
 * Mutants: M_SOLE_EARLY M_UNDEC M_NOASK M_PASSED M_REFWD M_NODEDUP M_TIMEOUT M_CANCEL M_NOWAIVER */
#ifndef NB
#define NB 2
#endif
#ifndef MAXO
#define MAXO 2
#endif
#ifndef NC
#define NC 1
#endif
#define M (MAXO+1)
#define NONE 0
#define RECEIVED 1
#define INTERIM 2
#define ACCEPTED 3
#define OFFERED 4
#define SOLE 5
#define on(m,o) (((m)>>(o))&1)
#define add(m,o) m = (m) | (1<<(o))
#define MAX(a,b) ((a)>(b)->(a):(b))
#define up(w,e) ep[w] = MAX(ep[w],e)

/* durable, per broker */
byte st[NB], cur[NB], ep[NB], giv[NB];   /* state, offer it is about, highest epoch, epoch last given to an asker */
byte mine[NB], accd[NB], decd[NB], dcs[NB], rels[NB], setl[NB]; /* bit o: opened / accepted / declined / decline seen / released / settled */
byte kn[NB], arr[NB], dl[NB], dl2[NB];   /* bit c: known to the people / came from a publisher / delivered by forward / twice */
byte ob[9], fo[9];                       /* [from*3+to] bit c: outbox / ever put there */
bool frozen[NB], dead[NB];
byte asked[NB], ae[NB];                  /* volatile: asked whom (+1), epoch given */
/* offers (content signed, immutable) and messages */
byte no, oe[M], fr[M], ot[M], cont[M], thr[M];
bool stay[M];
byte mOFF, mACC, mDEC, mCAN, mREL, mSET, mHQ, mUN, mPO, mEND, mHELD;
bool mDEAD;
byte mF[9], mR[9];
/* ghosts */
byte need, hop2, i4, i3; bool died, soleEarly;
byte relneed[M];

#define F(a,b) ((a)*3+(b))
#define PEER(w) ((fr[cur[w]]==(w)) -> ot[cur[w]] : fr[cur[w]])
#define TR(w) (cur[w]!=0 && ((st[w]>=RECEIVED && st[w]<=OFFERED) || (st[w]==NONE && fr[cur[w]]==w && on(rels[w],cur[w]) && !on(setl[w],cur[w]))))
#define NXT(w) (cur[w]!=0 && ((st[w]>=RECEIVED && st[w]<=OFFERED) || (st[w]==NONE && fr[cur[w]]==w && on(rels[w],cur[w]))))
#define holds(w) (st[w]>=INTERIM)
#define shows(w) (st[w]==SOLE && !frozen[w])
#define live(w) (!frozen[w] && !dead[w])
#if NB==2
#define gap (!holds(0) && !holds(1))
#define lie ((shows(0)&&holds(1)) || (shows(1)&&holds(0)))
#define one ((st[0]==SOLE)+(st[1]==SOLE)==1 && holds(0)+holds(1)==1 && st[0]!=RECEIVED && st[1]!=RECEIVED)
#define soleknows ((st[0]!=SOLE||(kn[0]&need)==need) && (st[1]!=SOLE||(kn[1]&need)==need))
#else
#define gap (!holds(0) && !holds(1) && !holds(2))
#define lie ((shows(0)&&(holds(1)||holds(2))) || (shows(1)&&(holds(0)||holds(2))) || (shows(2)&&(holds(0)||holds(1))))
#define one ((st[0]==SOLE)+(st[1]==SOLE)+(st[2]==SOLE)==1 && holds(0)+holds(1)+holds(2)==1 && st[0]!=RECEIVED && st[1]!=RECEIVED && st[2]!=RECEIVED)
#define soleknows ((st[0]!=SOLE||(kn[0]&need)==need) && (st[1]!=SOLE||(kn[1]&need)==need) && (st[2]!=SOLE||(kn[2]&need)==need))
#endif
/* I5: two different offers open (not dead) at once, by the state of the brokers */
#define opn(w) (st[w]==OFFERED && !frozen[w])   /* a restored broker shows nothing until answered */
#define I5bad ((opn(0)&&(st[1]==INTERIM||st[1]==ACCEPTED)&&fr[cur[1]]==0&&cur[0]!=cur[1]&&cont[cur[0]]!=cur[1]) || (opn(0)&&opn(1)))
#ifndef SKIP_I1
#define CK1 assert(!gap)
#else
#define CK1 skip
#endif
#ifndef SKIP_I2
#define CK2 assert(!lie)
#else
#define CK2 skip
#endif
#ifndef SKIP_I5
#define CK5 assert(!I5bad)
#else
#define CK5 skip
#endif
#ifndef SKIP_I34
#define CK34 assert(!i4 && !i3)
#else
#define CK34 skip
#endif
#ifndef SKIP_C2
#define CKC assert(!dl2[0] && !dl2[1] && !hop2 && !soleEarly)
#else
#define CKC skip
#endif
#define CK CK1; CK2; CK34; CK5; CKC

#ifdef RESTORE
#define R RESTORE
byte bk, bst, bcur, bep, bgiv, bmine, baccd, bdecd, bdcs, brels, bsetl, bkn, barr, bdl, bob[3], bfo[3];
#ifdef TWO
#define TWOPLACES ((mACC&accd[R]&~baccd)==0 && (mDEC&decd[R]&~bdecd)==0 && (mREL&rels[R]&~brels)==0)
#else
#ifdef TWO_ACC
#define TWOPLACES ((mACC&accd[R]&~baccd)==0)
#else
#define TWOPLACES true
#endif
#endif
#if NB==2
#define ALLANS (ra[1-R]==1)
#else
#define ALLANS ((R==0||ra[0]) && (R==1||ra[1]) && (R==2||ra[2]))
#endif
byte ra[NB], rst[NB], rcur[NB], rep[NB], racc[NB], rrel[NB], rdcs[NB], rset[NB];
#endif
#ifdef CONF
#ifdef M_NOWAIVER
#define RELOK(o) on(mHELD,o)
#else
#define RELOK(o) true      /* held, or waived by both leads */
#endif
#else
#define RELOK(o) true
#endif
#define DECLINE(w,o) add(decd[w],o); if :: on(mACC,o) -> i4=1 :: else fi

#ifdef M_SOLE_EARLY
#define COMPLETE(w,o) true
#else
#define COMPLETE(w,o) ((kn[w]&thr[o])==thr[o])    /* has everything the release lists */
#endif
proctype P(byte w; byte o) {     /* rules of broker w about offer o */
end: do
 /* ------------ offerer ------------ */
 :: atomic { o<=no && fr[o]==w && st[w]==OFFERED && cur[w]==o && !frozen[w] && !on(mOFF,o) -> add(mOFF,o) }
 :: atomic { o<=no && fr[o]==w && st[w]==OFFERED && cur[w]==o && live(w) && on(mOFF,o) && !on(mCAN,o) -> add(mCAN,o);
#ifdef M_CANCEL
      st[w]=SOLE; CK
#endif
    }
 :: atomic { o<=no && fr[o]==w && st[w]==OFFERED && cur[w]==o && on(mACC,o) && live(w) && RELOK(o) ->
      st[w]=NONE; add(rels[w],o); thr[o]=fo[F(w,ot[o])]; relneed[o]=need&kn[w];
      if :: !on(accd[ot[o]],o) && on(decd[ot[o]],o) -> i3=1 :: else fi; CK }
 :: atomic { o<=no && fr[o]==w && on(mACC,o) && !on(mine[w],o) && !frozen[w] && (st[w]==SOLE || st[w]==OFFERED) ->   /* lost its offer: adopt */
      add(mine[w],o); st[w]=OFFERED; cur[w]=o; up(w,oe[o]); ob[F(w,ot[o])]=ob[F(w,ot[o])]|(kn[w]&need); fo[F(w,ot[o])]=fo[F(w,ot[o])]|(kn[w]&need); CK }
 :: atomic { o<=no && fr[o]==w && st[w]==OFFERED && cur[w]==o && on(mDEC,o) && !frozen[w] -> st[w]=SOLE; add(dcs[w],o); CK }
 :: atomic { o<=no && fr[o]==w && st[w]==NONE && cur[w]==o && on(rels[w],o) && !on(setl[w],o) && on(mDEC,o) && !frozen[w] ->
      st[w]=SOLE; add(dcs[w],o); CK }                                                   /* take back */
 :: atomic { on(rels[w],o) && !on(mREL,o) && fr[o]==w -> add(mREL,o) }
 :: atomic { on(rels[w],o) && fr[o]==w && on(mSET,o) && !on(setl[w],o) -> add(setl[w],o) }
 :: atomic { on(rels[w],o) && fr[o]==w && !on(setl[w],o) && !on(mHQ,o) -> add(mHQ,o) }
 :: atomic { on(rels[w],o) && fr[o]==w && on(mPO,o) && !on(setl[w],o) && !frozen[w] ->
#ifdef M_PASSED
      if :: st[w]==NONE && cur[w]==o -> st[w]=SOLE :: else fi;
#endif
      add(setl[w],o); CK }
#ifdef M_UNDEC
 :: atomic { on(rels[w],o) && fr[o]==w && on(mUN,o) && !on(setl[w],o) && st[w]==NONE && cur[w]==o -> st[w]=SOLE; add(dcs[w],o); CK }
#endif
#ifdef M_TIMEOUT
 :: atomic { o<=no && fr[o]==w && st[w]==OFFERED && cur[w]==o && on(mOFF,o) -> st[w]=NONE; add(rels[w],o); CK }
#endif
#ifdef STAY
 :: atomic { o<=no && fr[o]==w && stay[o] && st[w]==OFFERED && cur[w]==o && on(mOFF,o) && live(w) && !on(mEND,o) -> add(mEND,o);  /* returned */
#ifdef NO_STAYEND
      st[w]=SOLE; CK
#endif
    }
#endif
 /* ------------ receiver ------------ */
 :: atomic { on(mOFF,o) && ot[o]==w && live(w) && st[w]==NONE && oe[o]>ep[w] && !on(decd[w],o) && !on(accd[w],o) ->
      st[w]=RECEIVED; cur[w]=o; ep[w]=oe[o];
#if defined(EARLY) && !defined(NO_EARLY)
      ob[F(w,fr[o])] = ob[F(w,fr[o])] | (arr[w]&kn[w]); fo[F(w,fr[o])] = fo[F(w,fr[o])] | (arr[w]&kn[w]);
#endif
      CK }
#ifdef STAY
 :: atomic { on(mOFF,o) && ot[o]==w && live(w) && cont[o]!=0 && cur[w]==cont[o] && (st[w]==RECEIVED||st[w]==INTERIM) && oe[o]>ep[w] ->
      cur[w]=o; ep[w]=oe[o]; CK }                                                        /* continues the stay, keeps its interim */
 :: atomic { on(mEND,o) && ot[o]==w && cur[w]==o && (st[w]==RECEIVED||st[w]==INTERIM) && !frozen[w] -> st[w]=NONE; DECLINE(w,o); CK }
 :: atomic { on(mEND,o) && ot[o]==w && cur[w]!=o && !on(accd[w],o) && !on(decd[w],o) && !frozen[w] -> up(w,oe[o]); DECLINE(w,o); CK }
#endif
#ifndef NO_STALE
 :: atomic { on(mOFF,o) && ot[o]==w && !frozen[w] && cur[w]!=o && !on(accd[w],o) && !on(decd[w],o) && oe[o]<=ep[w] && !(cur[w]!=0 && cont[cur[w]]==o) -> DECLINE(w,o); CK }
#endif
 :: atomic { ot[o]==w && o<=no && st[w]==RECEIVED && cur[w]==o && live(w) -> st[w]=INTERIM; CK }
 :: atomic { ot[o]==w && o<=no && !stay[o] && (st[w]==RECEIVED||st[w]==INTERIM) && cur[w]==o && live(w) ->
      st[w]=ACCEPTED; add(accd[w],o); if :: on(mDEC,o) -> i4=1 :: else fi; CK }
 :: atomic { ot[o]==w && o<=no && (st[w]==RECEIVED||st[w]==INTERIM) && cur[w]==o && !frozen[w] && (!dead[w] || on(mCAN,o)) ->
#ifdef NO_STAYDEC
      if :: cont[o]!=0 && st[w]==INTERIM -> cur[w]=cont[o] :: else -> st[w]=NONE fi;
#else
      st[w]=NONE;
#endif
      DECLINE(w,o); CK }
 :: atomic { on(mCAN,o) && ot[o]==w && cur[w]!=o && !on(accd[w],o) && !on(decd[w],o) && !frozen[w] && !(cur[w]!=0 && cont[cur[w]]==o) -> 
#ifndef NO_STAYDEC
      if :: cont[o]!=0 && cur[w]==cont[o] && (st[w]==RECEIVED||st[w]==INTERIM) -> st[w]=NONE :: else fi;  /* ends the stay it would have continued */
#endif
#if defined(EARLY) && !defined(NO_EARLY)
      ob[F(w,fr[o])] = ob[F(w,fr[o])] | (arr[w]&kn[w]);
#endif
      up(w,oe[o]); DECLINE(w,o); CK } /* unknown epoch */
 :: atomic { ot[o]==w && on(accd[w],o) && !on(mACC,o) && !frozen[w] -> add(mACC,o); if :: on(mDEC,o) -> i4=1 :: else fi; CK }
 :: atomic { ot[o]==w && on(decd[w],o) && !on(mDEC,o) && !frozen[w] -> add(mDEC,o); if :: on(mACC,o) -> i4=1 :: else fi; CK }
#ifdef CONF
 :: atomic { ot[o]==w && on(accd[w],o) && !on(mHELD,o) && !on(mHELD,7) -> if :: add(mHELD,o) :: mHELD=mHELD|128 /* never held */ fi; }
#endif
#ifndef NO_ADOPT
 :: atomic { on(mREL,o) && ot[o]==w && !on(accd[w],o) && !on(decd[w],o) && st[w]<=INTERIM && !frozen[w] ->      /* its own acceptance is inside */
      add(accd[w],o); st[w]=ACCEPTED; cur[w]=o; up(w,oe[o]); CK }
#else
 :: atomic { on(mHQ,o) && ot[o]==w && !on(accd[w],o) && !on(decd[w],o) && cur[w]!=o && !frozen[w] -> up(w,oe[o]); DECLINE(w,o); CK } /* never */
#endif
 :: atomic { on(mHQ,o) && ot[o]==w && cur[w]==o && (st[w]==RECEIVED||st[w]==INTERIM) && !on(mUN,o) -> add(mUN,o) }
 :: atomic { on(mHQ,o) && ot[o]==w && on(setl[w],o) && !on(mPO,o) && st[w]==NONE && rels[w]!=0 && !frozen[w] -> add(mPO,o) }
 :: atomic { on(mREL,o) && ot[o]==w && on(accd[w],o) && st[w]==ACCEPTED && cur[w]==o && !frozen[w] && COMPLETE(w,o) -> st[w]=SOLE; add(setl[w],o); if :: (kn[w]&thr[o])!=thr[o] -> soleEarly=true :: else fi; CK }
 :: atomic { ot[o]==w && on(setl[w],o) && !on(mSET,o) -> add(mSET,o) }
 od }

#define CANOPEN(w) (live(w) && no<MAXO && (st[w]==SOLE || (st[w]==OFFERED && stay[cur[w]])))
proctype Q(byte w) { byte t, k;
end: do
 :: atomic { CANOPEN(w) && asked[w]==0 ->
      if :: w>0 -> t=w-1 :: w<NB-1 -> t=w+1 fi;
      if :: st[w]==OFFERED -> t=ot[cur[w]] :: else -> skip fi;
      if :: frozen[t] -> t=0 :: else ->
        asked[w]=t+1; ae[w]=MAX(ep[w],ep[t]);
#ifndef NO_RESERVE
        ae[w]=MAX(ae[w],giv[t]); if :: st[t]!=RECEIVED && st[t]!=INTERIM && st[t]!=ACCEPTED -> ep[t]=ae[w] :: else fi; giv[t]=ae[w]+1;
#endif
        ae[w]=ae[w]+1;
#ifdef M_NOASK
        ae[w]=ep[w]+1;
#endif
        t=0 fi }
 :: atomic { CANOPEN(w) && asked[w]!=0 -> no++; t=asked[w]-1; asked[w]=0;
      fr[no]=w; ot[no]=t; oe[no]=ae[w]; ae[w]=0; add(mine[w],no); up(w,oe[no]);
#ifdef ONCE   /* an epoch is never used twice */
      for (k : 1 .. MAXO) { assert(k>=no || oe[k]!=oe[no]) }; k=0;
#endif
      if :: st[w]==OFFERED -> cont[no]=cur[w] :: else fi;
#ifdef STAY
      if :: st[w]==SOLE -> stay[no]=true :: true fi;
#endif
      st[w]=OFFERED; cur[w]=no; ob[F(w,t)]=ob[F(w,t)]|(kn[w]&need); fo[F(w,t)]=fo[F(w,t)]|(kn[w]&need); t=0; CK }
 :: atomic { asked[w]!=0 && !CANOPEN(w) -> asked[w]=0; ae[w]=0 }
#ifdef DIED
 :: atomic { w==0 && !died && no>0 -> died=true; if :: dead[0]=true :: dead[1]=true fi; mDEAD=true }
 :: atomic { mDEAD && !dead[w] -> dead[w]=true }
#endif
#ifdef RESTORE
 :: atomic { w==R && bk==0 -> bk=1; bst=st[R]; bcur=cur[R]; bep=ep[R]; bgiv=giv[R]; bmine=mine[R]; baccd=accd[R]; bdecd=decd[R]; bdcs=dcs[R];
      brels=rels[R]; bsetl=setl[R]; bkn=kn[R]; barr=arr[R]; bdl=dl[R];
      for (k : 0 .. 2) { bob[k]=ob[F(R,k)]; bfo[k]=fo[F(R,k)] }; k=0 }
 :: atomic { w==R && bk==1 && TWOPLACES && (st[R]!=bst || ep[R]!=bep || kn[R]!=bkn || cur[R]!=bcur || decd[R]!=bdecd) -> bk=2; st[R]=bst; cur[R]=bcur; ep[R]=bep; giv[R]=bgiv; mine[R]=bmine; accd[R]=baccd; decd[R]=bdecd; dcs[R]=bdcs;
      rels[R]=brels; setl[R]=bsetl; kn[R]=bkn; arr[R]=barr; dl[R]=bdl; asked[R]=0; ae[R]=0;
      for (k : 0 .. 2) { ob[F(R,k)]=bob[k]; fo[F(R,k)]=bfo[k] }; k=0;
#if NB==2
      need=need&(kn[0]|kn[1]);
#else
      need=need&(kn[0]|kn[1]|kn[2]);
#endif
      bst=0;bcur=0;bep=0;bgiv=0;bmine=0;baccd=0;bdecd=0;bdcs=0;brels=0;bsetl=0;bkn=0;barr=0;bdl=0;
#ifndef NO_FREEZE
      frozen[R]=true;
#endif
#ifndef NO_KEEP
      for (k : 0 .. NB-1) { if :: k!=R && (k==R+1||R==k+1) -> ob[F(k,R)]=ob[F(k,R)]|(kn[k]&need); mR[F(k,R)]=0 :: else fi }; k=0;
#endif
      CK }
#ifndef NO_FREEZE
 :: atomic { w!=R && frozen[R] && ra[w]==0 -> ra[w]=1;
      if :: st[w]!=RECEIVED && st[w]!=INTERIM && st[w]!=ACCEPTED -> up(w,giv[w]) :: else fi;   /* the answer closes what the asker may have sent and forgot */
      rst[w]=st[w]; rcur[w]=cur[w]; rep[w]=MAX(ep[w],giv[w]); racc[w]=accd[w]; rrel[w]=rels[w]; rdcs[w]=dcs[w]; rset[w]=setl[w] }
 :: atomic { w==R && frozen[R] && ALLANS -> for (t : 0 .. NB-1) { if :: t!=R -> 
           up(R,rep[t]);
           for (k : 1 .. MAXO) {
             if :: k<=no && fr[k]==t && ot[k]==R && on(rrel[t],k) && !on(accd[R],k) && !on(decd[R],k) && !on(rdcs[t],k) -> /* peer released to us: adopt our acceptance */
                  add(accd[R],k); if :: st[R]<=INTERIM -> st[R]=ACCEPTED; cur[R]=k :: else fi
                :: k<=no && fr[k]==t && ot[k]==R && on(rdcs[t],k) -> add(decd[R],k); if :: cur[R]==k && st[R]<=INTERIM -> st[R]=NONE :: else fi
                :: k<=no && fr[k]==R && ot[k]==t && on(rset[t],k) && !on(rels[R],k) && (st[R]>=ACCEPTED||st[R]<=INTERIM) -> /* peer was sole on ours: we released */
                  add(mine[R],k); add(rels[R],k); add(setl[R],k); ob[F(R,t)]=ob[F(R,t)]|(kn[R]&need); fo[F(R,t)]=fo[F(R,t)]|(kn[R]&need); if :: rst[t]!=OFFERED || ot[rcur[t]]!=R -> st[R]=NONE; cur[R]=k :: else -> st[R]=NONE fi
                :: k<=no && fr[k]==R && ot[k]==t && rcur[t]==k && rst[t]>=RECEIVED && rst[t]<=ACCEPTED && !on(rels[R],k) ->
                  add(mine[R],k); st[R]=OFFERED; cur[R]=k; ob[F(R,t)]=ob[F(R,t)]|(kn[R]&need); fo[F(R,t)]=fo[F(R,t)]|(kn[R]&need)   /* adopting an offer rebuilds its outbox */
                :: else fi }
           :: else fi; rst[t]=0; rcur[t]=0; rep[t]=0; racc[t]=0; rrel[t]=0; rdcs[t]=0; rset[t]=0 };
         t=0; k=0; frozen[R]=false; CK }
#endif
#endif
 od }

#define known(w,c) on(kn[w],c)
proctype C(byte w; byte c) { byte s;
end: do
 :: atomic { TR(w) && !on(arr[w],c) && !frozen[w] && !on(kn[w],c) ->       /* a publisher's event, receipted here */
      add(arr[w],c); add(kn[w],c); add(need,c); s=PEER(w); add(ob[F(w,s)],c); add(fo[F(w,s)],c); s=0 }
#ifdef EARLY
 :: atomic { w==1 && st[1]==NONE && cur[1]==0 && decd[1]==0 && mOFF!=0 && !on(arr[w],c) && !on(kn[w],c) -> add(arr[w],c); add(kn[w],c); add(need,c) }
#endif
#if NB==2
 :: atomic { on(ob[F(w,1-w)],c) && !on(mF[F(w,1-w)],c) -> add(mF[F(w,1-w)],c) }
#else
 :: atomic { w<2 && on(ob[F(w,w+1)],c) && !on(mF[F(w,w+1)],c) -> add(mF[F(w,w+1)],c) }
 :: atomic { w>0 && on(ob[F(w,w-1)],c) && !on(mF[F(w,w-1)],c) -> add(mF[F(w,w-1)],c) }
#endif
#define DELIVER(s) \
      if :: on(kn[w],c) -> skip :: else -> add(kn[w],c); \
           if :: on(dl[w],c) -> add(dl2[w],c) :: else -> add(dl[w],c) fi; \
           if :: SENDON(s) -> add(ob[F(w,PEER(w))],c); add(fo[F(w,PEER(w))],c) :: else fi \
      fi; add(mR[F(s,w)],c); CK
#ifdef M_REFWD
#define SENDON(s) (NXT(w))
#else
#ifdef NO_PASS
#define SENDON(s) (false)
#else
#define SENDON(s) (NXT(w) && PEER(w)!=s)
#endif
#endif
#ifdef M_NODEDUP
#undef DELIVER
#define DELIVER(s) if :: on(dl[w],c) || on(kn[w],c) -> add(dl2[w],c) :: else fi; add(dl[w],c); add(kn[w],c); \
           if :: SENDON(s) -> add(ob[F(w,PEER(w))],c); add(fo[F(w,PEER(w))],c) :: else fi; add(mR[F(s,w)],c); CK
#endif
 :: atomic { w>0 && on(mF[F(w-1,w)],c) && !frozen[w] && (!on(mR[F(w-1,w)],c) || !on(kn[w],c)) -> DELIVER(w-1) }
 :: atomic { w<NB-1 && on(mF[F(w+1,w)],c) && !frozen[w] && (!on(mR[F(w+1,w)],c) || !on(kn[w],c)) -> DELIVER(w+1) }
 /* receipt comes back: leaves the outbox; the copy that can be resent stays until settled unless NO_KEEP */
#define GOT(a,b) on(ob[F(a,b)],c) && on(mF[F(a,b)],c) && on(mR[F(a,b)],c)
#ifdef NO_KEEP
#define DROP(a,b) ob[F(a,b)]=ob[F(a,b)]&~(1<<c); mF[F(a,b)]=mF[F(a,b)]&~(1<<c)
#else
#define DROP(a,b) ob[F(a,b)]=ob[F(a,b)]&~(1<<c)
#endif
 :: atomic { w<NB-1 && GOT(w,w+1) -> DROP(w,w+1) }
 :: atomic { w>0 && GOT(w,w-1) -> DROP(w,w-1) }
 od }

proctype monitor() {
end: timeout ->
#ifdef DIED
  if :: died -> skip :: else ->
#endif
#ifndef SKIP_L1
  assert(one);
#endif
#ifndef SKIP_C1
  assert(soleknows);
#endif
#ifdef DIED
  fi
#endif
#ifdef WIT   /* must FAIL: the model gets there (a second offer accepted, a concern forwarded) */
  assert(!(no==MAXO && on(accd[1],1) && rels[1]!=0 && need!=0 && dl[1]!=0))
#endif
}
init { byte i, j; atomic { st[0]=SOLE;
  for (i : 0 .. NB-1) { run Q(i); for (j : 1 .. MAXO) { run P(i,j) }; for (j : 0 .. NC-1) { run C(i,j) } }; i=0; j=0; run monitor() } }
